// One installation for tests: the real binary, a directory of its own, a free port, and a mail server.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import type { Cable } from "./cable";
import { Mailbox } from "./mailbox";

const BINARY = process.env.LATCHKEY_BINARY ?? join(process.env.CARGO_TARGET_DIR ?? "../target", "release/latchkey");

/** Every test comes from the same address, and many of them fail on purpose. */
const SETTINGS = "[limits]\nip_failures_per_minute = 10000\nip_failures_per_hour = 10000\n";

const PATIENCE_MS = 20_000;

export class House {
  private constructor(
    readonly url: string,
    /** The link of the first run; empty in the sample world. */
    readonly setUpLink: string,
    readonly mailbox: Mailbox,
    private readonly dir: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly server: ChildProcess,
  ) {}

  static open(): Promise<House> {
    return House.start("serve");
  }

  /** On PostgreSQL, by a cable that can be cut; there is one such database. */
  static byCable(cable: Cable): Promise<House> {
    // It would complain of every cut.
    return House.start("serve", { LATCHKEY_DATABASE__URL: cable.url, LATCHKEY_LOG: "off" });
  }

  /** The sample world, with its forty people; nobody is mailed by it. */
  static sample(): Promise<House> {
    return House.start("demo");
  }

  private static async start(command: "serve" | "demo", more: NodeJS.ProcessEnv = {}): Promise<House> {
    const dir = await mkdtemp(join(tmpdir(), "latchkey-"));
    const mailbox = await Mailbox.open();
    const port = await freePort();
    const url = `http://localhost:${port}`;
    await writeFile(join(dir, "latchkey.toml"), SETTINGS);
    const env = { ...environment(port, url, mailbox.port), ...more };
    const server = spawn(BINARY, [command], { cwd: dir, env, stdio: ["ignore", "pipe", "inherit"] });
    if (command === "demo") {
      await announced(server, /Latchkey is at (\S+)/);
      // The other commands look where the sample world is.
      const data = { LATCHKEY_DATA_DIR: "data/demo", LATCHKEY_DATABASE__URL: "sqlite:data/demo/latchkey.db" };
      return new House(url, "", mailbox, dir, { ...env, ...data }, server);
    }
    const setUpLink = await announced(server, /(\S+\/setup\?link=\S+)/);
    return new House(url, setUpLink, mailbox, dir, env, server);
  }

  /** Runs another command of the program beside the server; gives what it printed. */
  async command(...words: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(BINARY, words, { cwd: this.dir, env: this.environment });
    return stdout;
  }

  /** The code in the newest text message to a number, of those that were not read; waits for it. */
  async texted(number: string): Promise<string> {
    const outbox = join(this.dir, "data", "outbox");
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await setTimeout(100)) {
      const files = await readdir(outbox).catch(() => []);
      for (const name of files.filter((file) => file.endsWith(".sms")).sort().reverse()) {
        const file = join(outbox, name);
        const [to, , ...text] = (await readFile(file, "utf8")).split("\n");
        if (to === `To: ${number}`) {
          await rm(file);
          return /^\d{6}/.exec(text.join("\n"))![0];
        }
      }
    }
    throw new Error(`no text message to ${number}`);
  }

  async close(): Promise<void> {
    if (this.server.exitCode === null) {
      this.server.kill("SIGTERM");
      await once(this.server, "exit");
    }
    await this.mailbox.close();
    await rm(this.dir, { recursive: true, force: true });
  }
}

function environment(port: number, url: string, smtpPort: number): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("LATCHKEY_"));
  return {
    ...Object.fromEntries(inherited),
    LATCHKEY_LISTEN: `127.0.0.1:${port}`,
    LATCHKEY_PUBLIC_URL: url,
    LATCHKEY_LOG: "warn",
    LATCHKEY_SMTP__HOST: "127.0.0.1",
    LATCHKEY_SMTP__PORT: String(smtpPort),
    LATCHKEY_SMTP__TLS: "none",
    LATCHKEY_SMTP__FROM: "Latchkey <no-reply@example.com>",
  };
}

/** Waits until the server has printed this; what else it says of trouble is shown. */
function announced(server: ChildProcess, wanted: RegExp): Promise<string> {
  return new Promise((found, failed) => {
    server.once("error", failed);
    server.once("exit", (status) => failed(new Error(`${BINARY} ended with status ${status} before it served`)));
    createInterface({ input: server.stdout! }).on("line", (line) => {
      const said = wanted.exec(line)?.[1];
      if (said !== undefined) {
        found(said);
      } else if (line.startsWith("{")) {
        console.log(line);
      }
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
