/** What Lambda tells the caller about an invocation that failed. */
export interface LambdaFailure {
  /** The class of the thrown error, or one of Lambda's own such as `Sandbox.Timedout` or `Runtime.ExitError`. */
  errorType: string;
  errorMessage: string;
  /** The lines of the stack; empty when there is none. */
  trace: string[];
}

/** An invocation that failed: in the handler, in the runtime around it, or at its limits. */
export class LambdaError extends Error implements LambdaFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: string[];

  constructor({ errorType, errorMessage, trace }: LambdaFailure) {
    super(`${errorType}: ${errorMessage}`);
    this.name = 'LambdaError';
    this.errorType = errorType;
    this.errorMessage = errorMessage;
    this.trace = trace;
  }
}
