// Somebody else's web site, which puts a page of ours into a frame.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export class Stranger {
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  /** On our own host, so that the browser sends our cookies along: only our headers are in the way. */
  static async framing(address: string): Promise<Stranger> {
    const server = createServer((_, response) => {
      response.setHeader("content-type", "text/html");
      response.end(`<title>Win a phone</title><iframe width="800" height="800" src="${address}"></iframe>`);
    });
    server.listen(0, "localhost");
    await once(server, "listening");
    return new Stranger(`http://localhost:${(server.address() as AddressInfo).port}/`, server);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}
