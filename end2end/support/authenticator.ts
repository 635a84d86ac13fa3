// A device or key of somebody: Chromium's own virtual authenticator, over the DevTools protocol.
import type { CDPSession, Page } from "@playwright/test";

/** What the protocol calls a credential, as far as it matters here. */
export interface Credential {
  credentialId: string;
  isResidentCredential: boolean;
  rpId?: string;
  privateKey: string;
  userHandle?: string;
  signCount: number;
}

export class Authenticator {
  private constructor(
    private readonly devtools: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  /** A laptop with a fingerprint reader, whose owner is there and touches it when asked. */
  static async plugInto(page: Page): Promise<Authenticator> {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("WebAuthn.enable", { enableUI: false });
    const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        ctap2Version: "ctap2_1",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return new Authenticator(devtools, authenticatorId);
  }

  async credentials(): Promise<Credential[]> {
    const { credentials } = await this.devtools.send("WebAuthn.getCredentials", { authenticatorId: this.authenticatorId });
    return credentials;
  }

  async put(credential: Credential): Promise<void> {
    await this.devtools.send("WebAuthn.addCredential", { authenticatorId: this.authenticatorId, credential });
  }

  async forget(credential: Credential): Promise<void> {
    const { credentialId } = credential;
    await this.devtools.send("WebAuthn.removeCredential", { authenticatorId: this.authenticatorId, credentialId });
  }

  /** Whether the owner is there at all: if not, what the browser asks stays unanswered. */
  async present(there: boolean): Promise<void> {
    await this.devtools.send("WebAuthn.setAutomaticPresenceSimulation", {
      authenticatorId: this.authenticatorId,
      enabled: there,
    });
  }

  /** Whether the finger is the owner's. */
  async recognises(owner: boolean): Promise<void> {
    await this.devtools.send("WebAuthn.setUserVerified", {
      authenticatorId: this.authenticatorId,
      isUserVerified: owner,
    });
  }
}
