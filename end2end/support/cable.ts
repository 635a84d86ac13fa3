// A cable between a server and its PostgreSQL that a test can cut and mend.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

export class Cable {
  private readonly ends = new Set<Socket>();
  private whole = true;

  private constructor(
    private readonly server: Server,
    private readonly far: URL,
  ) {}

  /** To the server that `scripts/with-postgres` started. */
  static async lay(): Promise<Cable> {
    const server = createServer();
    const cable = new Cable(server, new URL(process.env.LATCHKEY_TEST_POSTGRES!));
    server.on("connection", (near) => cable.join(near));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return cable;
  }

  /** The address of the database by this cable. */
  get url(): string {
    const near = new URL(this.far);
    near.port = String((this.server.address() as AddressInfo).port);
    return near.toString();
  }

  /** Every connection breaks, and none is made. */
  cut(): void {
    this.whole = false;
    this.ends.forEach((end) => end.destroy());
  }

  mend(): void {
    this.whole = true;
  }

  async takeUp(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, "close");
  }

  private join(near: Socket): void {
    if (!this.whole) {
      near.destroy();
      return;
    }
    const far = connect(Number(this.far.port), this.far.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      this.ends.add(one);
      one.pipe(other);
      // A broken end is what a cut is.
      one.on("error", () => undefined);
      one.on("close", () => {
        this.ends.delete(one);
        other.destroy();
      });
    }
  }
}
