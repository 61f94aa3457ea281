import type { Core, FrameSender } from '@parley/core';
import { untilIdle } from './until-idle';
import { callerOf, WebSocketEvent } from './websocket-event';

/** One frame in, one frame out, a reply or a refusal: it is on its way before slow connections are tried again (DEL-3). */
export const socketDoor = ({ core, frames }: { core: Pick<Core, 'handle' | 'idle'>; frames: FrameSender }) =>
  untilIdle(core, async (event: unknown) => {
    const frame = WebSocketEvent.parse(event);
    const caller = callerOf(frame);
    await frames.send(caller.connection.id, await core.handle(caller, frame.body ?? ''));
    return { statusCode: 200 };
  });
