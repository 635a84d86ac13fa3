// A real SMTP server that keeps every letter, and hands one out as soon as it is there.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

export interface Letter {
  to: string[];
  subject: string;
  text: string;
  html: string;
}

type Wanted = { to: string; subject: RegExp };
type Waiting = Wanted & { take: (letter: Letter) => void };

const PATIENCE_MS = 20_000;

export class Mailbox {
  private readonly unread: Letter[] = [];
  private waiting: Waiting[] = [];

  private constructor(private readonly server: SMTPServer) {}

  static async open(): Promise<Mailbox> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => parts.push(part));
        stream.on("end", () => {
          const to = session.envelope.rcptTo.map((one) => one.address);
          mailbox.receive(to, Buffer.concat(parts)).then(() => done(), done);
        });
      },
    });
    const mailbox = new Mailbox(server);
    // A client that hangs up is its own affair.
    server.on("error", () => undefined);
    server.listen(0, "127.0.0.1", () => undefined);
    await once(server.server, "listening");
    return mailbox;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((closed) => this.server.close(closed));
  }

  /** The oldest unread letter to somebody whose subject matches; waits for it. A letter is handed out once. */
  letter(to: string, subject: RegExp): Promise<Letter> {
    const at = this.unread.findIndex((letter) => fits(letter, { to, subject }));
    if (at >= 0) {
      return Promise.resolve(this.unread.splice(at, 1)[0]);
    }
    return new Promise((take, fail) => {
      const patience = setTimeout(() => {
        const there = this.unread.map((letter) => `${letter.to.join()}: ${letter.subject}`).join("\n");
        fail(new Error(`no letter to ${to} with ${subject}; unread are:\n${there}`));
      }, PATIENCE_MS);
      const taken = (letter: Letter) => {
        clearTimeout(patience);
        take(letter);
      };
      this.waiting.push({ to, subject, take: taken });
    });
  }

  private async receive(to: string[], raw: Buffer): Promise<void> {
    const { subject = "", text = "", html = "" } = await PostalMime.parse(raw);
    const letter = { to, subject, text, html };
    const first = this.waiting.find((one) => fits(letter, one));
    if (first === undefined) {
      this.unread.push(letter);
      return;
    }
    this.waiting = this.waiting.filter((one) => one !== first);
    first.take(letter);
  }
}

function fits(letter: Letter, wanted: Wanted): boolean {
  return letter.to.includes(wanted.to) && wanted.subject.test(letter.subject);
}

/** The first address in a letter that leads to a path. */
export function linkTo(path: string, letter: Letter): string {
  const link = letter.text.split(/\s+/).find((word) => word.includes(path));
  if (link === undefined) {
    throw new Error(`no link to ${path} in:\n${letter.text}`);
  }
  return link;
}
