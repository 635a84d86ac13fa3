// The part of smtp-server that the mailbox uses; the package brings no types of its own.
declare module "smtp-server" {
  import type { Server } from "node:net";
  import type { Readable } from "node:stream";

  interface Session {
    envelope: { rcptTo: { address: string }[] };
  }

  interface Options {
    authOptional: boolean;
    disabledCommands: string[];
    onData(stream: Readable, session: Session, done: (error?: Error) => void): void;
  }

  export class SMTPServer {
    server: Server;
    constructor(options: Options);
    listen(port: number, host: string, listening: () => void): void;
    close(closed: () => void): void;
    on(event: "error", listener: (error: Error) => void): void;
  }
}
