import { elapsed } from '../clock';
import { type Peer, messageEvent } from './events';
import { proxyResult, runFunction } from './invocation';
import { type Api } from './options';
import { functionOf, routeOf } from './routing';

/** What a message's handling may do to the connection it came over. */
export type Line = {
  /** Sends a text frame. */
  say(text: string): void;
  /** From here on nothing that is sent arrives; then the connection breaks. */
  mute(): void;
  cut(): void;
};

/**
 * Runs the function of a message's route and tells the client what the gateway itself has to say. The faults of an
 * invocation are drawn here: it may be late, happen twice, or end without the client hearing of it.
 */
export const handleMessage = async (api: Api, peer: Peer, body: string, line: Line): Promise<void> => {
  const { clock, faults } = api;
  const { routeKey, route } = routeOf(api, body);
  const event = messageEvent(api, peer, routeKey, body);
  const { connectionId, requestId } = event.requestContext;
  const complain = (message: string) => line.say(JSON.stringify({ message, connectionId, requestId }));
  if (!api.bucket.take()) return complain('Too Many Requests');
  if (!route) return complain('Forbidden');

  if (faults.strikes('F15-late')) await elapsed(clock, faults.drawn('F15-late'));
  // Whatever the second invocation comes to, the client is told of one.
  if (faults.strikes('F15-twice')) {
    const again = () => void runFunction(api, functionOf(route), event);
    clock.after(faults.drawn('F15-twice'), again);
  }
  const losesReply = faults.strikes('lost-reply');
  if (losesReply) line.mute();
  const outcome = await runFunction(api, functionOf(route), event);
  if (losesReply) return line.cut();

  if (outcome.kind === 'timed_out') return complain('Endpoint request timed out');
  const result = proxyResult(outcome);
  if (!result) return complain('Internal server error');
  const answers = typeof route !== 'string' && route.returnResponse;
  if (answers && result.body) line.say(result.body);
};
