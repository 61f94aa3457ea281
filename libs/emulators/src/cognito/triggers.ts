import * as z from 'zod';
import { LambdaError } from '../lambda-runner/lambda-error';
import { fail } from './fault';

/** Function names, by the moment they are called at. */
export type TriggerFunctions = {
  preSignUp?: string;
  postConfirmation?: string;
  preAuthentication?: string;
  postAuthentication?: string;
  preTokenGeneration?: string;
  /** The version of that trigger's event. From the second on it can change access tokens, too; the first is the default. */
  preTokenGenerationVersion?: '1' | '2';
};

type Moment = Exclude<keyof TriggerFunctions, 'preTokenGenerationVersion'>;

/** Calls a Lambda function and gives what it returned; rejects with what it threw. */
export type Invoke = (functionName: string, event: unknown) => Promise<unknown>;

/** `triggerSource` of the events that are sent. */
export type TriggerSource =
  | 'PreSignUp_SignUp'
  | 'PreSignUp_AdminCreateUser'
  | 'PreSignUp_ExternalProvider'
  | 'PostConfirmation_ConfirmSignUp'
  | 'PostConfirmation_ConfirmForgotPassword'
  | 'PreAuthentication_Authentication'
  | 'PostAuthentication_Authentication'
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_HostedAuth'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_RefreshTokens';

type Call = { source: TriggerSource; userName: string; request: object; response: object };

/** Runs the trigger, if there is one, and gives the event's `response` as the function left it. */
export type Triggers = (trigger: Moment, call: Call) => Promise<unknown>;

const Returned = z.object({ response: z.record(z.string(), z.unknown()) });
const prefix: Record<Moment, string> = {
  preSignUp: 'PreSignUp',
  postConfirmation: 'PostConfirmation',
  preAuthentication: 'PreAuthentication',
  postAuthentication: 'PostAuthentication',
  preTokenGeneration: 'PreTokenGeneration',
};
/** What the function said, without the name of its error. */
const messageOf = (error: unknown): string => {
  if (error instanceof LambdaError) return error.errorMessage;
  return error instanceof Error ? error.message : String(error);
};

export const triggers =
  (
    functions: TriggerFunctions,
    invoke: Invoke,
    pool: { region: string; userPoolId: string; clientId: string },
  ): Triggers =>
  async (trigger, { source, userName, request, response }) => {
    const functionName = functions[trigger];
    if (functionName === undefined) return response;
    const event = {
      version: trigger === 'preTokenGeneration' ? (functions.preTokenGenerationVersion ?? '1') : '1',
      triggerSource: source,
      region: pool.region,
      userPoolId: pool.userPoolId,
      userName,
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: pool.clientId },
      request,
      response,
    };
    const returned = await invoke(functionName, event).catch((error: unknown) =>
      fail('UserLambdaValidationException', `${prefix[trigger]} failed with error ${messageOf(error)}.`),
    );
    const parsed = Returned.safeParse(returned);
    if (!parsed.success) fail('InvalidLambdaResponseException', 'Unrecognizable lambda output');
    return parsed.data.response;
  };
