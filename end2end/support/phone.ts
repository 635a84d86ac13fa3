// An authenticator app: it never shows a code twice.
import * as OTPAuth from "otpauth";

const STEP_MS = 30_000;
/** So late in a step its predecessor may be out of date before it arrives. */
const LATE_MS = 20_000;

export class Phone {
  private readonly totp: OTPAuth.TOTP;
  private last = 0;

  /** `uri` is what the picture says. */
  constructor(
    readonly uri: string,
    readonly name: string,
  ) {
    const parsed = OTPAuth.URI.parse(uri);
    if (!(parsed instanceof OTPAuth.TOTP)) {
      throw new Error(`not by time: ${uri}`);
    }
    this.totp = parsed;
  }

  /** How long it would take until there is a code that was not used. */
  get wait(): number {
    return Math.max(0, (this.next() - 1) * STEP_MS - Date.now());
  }

  /** The code of the earliest step that the server still takes (one before, one after the present) and that is unused. */
  async code(): Promise<string> {
    return this.take(this.next());
  }

  /** The code of the latest step that the server takes: it says for a minute at least that it was used already. */
  async newestCode(): Promise<string> {
    return this.take(Math.max(this.last + 1, this.step() + 1));
  }

  /** The code that was shown last. */
  lastCode(): string {
    return this.at(this.last);
  }

  /** Six digits that are not the code of any step near now. */
  wrongCode(): string {
    const now = this.step();
    const right = [-2, -1, 0, 1, 2, 3].map((offset) => this.at(now + offset));
    return ["000000", "111111", "222222", "333333", "444444", "555555", "666666"].find((code) => !right.includes(code))!;
  }

  private async take(step: number): Promise<string> {
    this.last = step;
    await new Promise((turned) => setTimeout(turned, Math.max(0, (step - 1) * STEP_MS - Date.now())));
    return this.at(step);
  }

  private step(): number {
    return Math.floor(Date.now() / STEP_MS);
  }

  private next(): number {
    const late = Date.now() % STEP_MS > LATE_MS;
    return Math.max(this.last + 1, late ? this.step() : this.step() - 1);
  }

  private at(step: number): string {
    return this.totp.generate({ timestamp: step * STEP_MS });
  }
}
