/** What is used here of oidc-provider, which comes without types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  type Interaction = {
    uid: string;
    prompt: { name: string };
    params: Record<string, string | undefined>;
    grantId?: string;
  };
  class Grant {
    constructor(of: { accountId: string; clientId: string });
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }
  export default class Provider {
    constructor(issuer: string, configuration: object);
    callback(): (req: IncomingMessage, res: ServerResponse) => Promise<void>;
    interactionDetails(req: IncomingMessage, res: ServerResponse): Promise<Interaction>;
    interactionFinished(req: IncomingMessage, res: ServerResponse, result: object): Promise<void>;
    on(event: 'server_error', listener: (ctx: unknown, error: Error) => void): this;
    Grant: typeof Grant;
  }
  export namespace interactionPolicy {
    class Prompt {
      constructor(info: { name: string; requestable?: boolean });
    }
    function base(): { add(prompt: Prompt, at?: number): void };
  }
  export namespace errors {
    class SessionNotFound extends Error {}
  }
}
