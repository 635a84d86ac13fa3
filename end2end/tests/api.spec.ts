// The REST API against schemathesis, which asks whatever the OpenAPI document allows and what it does not.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { homedir } from "node:os";
import { join } from "node:path";
import { test, expect } from "@playwright/test";
import { House } from "../support/house";

const CACHE = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
const SCHEMATHESIS = join(CACHE, "latchkey/schemathesis/bin/schemathesis");

/** What ours says in the form `name  value`. */
function told(output: string, name: string): string {
  return new RegExp(`^${name}\\s+(\\S+)$`, "m").exec(output)![1]!;
}

async function accessToken(house: House): Promise<string> {
  const admin = ["tomas.oliveira@harbour.example", "--organisation", "harbour"];
  const made = await house.command("api-credential", "create", ...admin, "--name", "schemathesis", "--scope", "manage_all");
  const client = `${told(made, "client_id")}:${told(made, "client_secret")}`;
  const response = await fetch(`${house.url}/auth/oauth2/v2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(client)}`, "content-type": "application/json" },
    body: JSON.stringify({ grant_type: "client_credentials" }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}

test("schemathesis finds nothing", async () => {
  test.setTimeout(15 * 60_000);
  const house = await House.sample();
  try {
    const token = await accessToken(house);
    const words = ["--no-color", "--config-file", "schemathesis.toml", "run", `${house.url}/api/openapi.json`];
    const run = spawn(SCHEMATHESIS, [...words, "--header", `Authorization: Bearer ${token}`], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: string[] = [];
    run.stdout.on("data", (piece) => output.push(String(piece)));
    run.stderr.on("data", (piece) => output.push(String(piece)));
    const [status] = (await once(run, "exit")) as [number | null];
    const said = output.join("");
    expect(status, said.slice(Math.max(0, said.search(/=+ (FAILURES|ERRORS) =+/)))).toBe(0);
    // And it did ask.
    expect(Number(/(\d+) passed/.exec(said.slice(said.search(/Test cases:/)))?.[1])).toBeGreaterThan(1000);
  } finally {
    await house.close();
  }
});
