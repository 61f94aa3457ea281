import { randomBytes } from 'node:crypto';

/** An id as API Gateway makes them, such as `L0SM9cOFvHcCIhw=`: the `=` has to be encoded in a URL. */
export const gatewayId = (): string => `${randomBytes(11).toString('base64url')}=`;

/** Whether a text could be a connection id; anything else is a bad request rather than a connection that is gone. */
export const isGatewayId = (text: string): boolean => /^[\w-]{15}=$/.test(text);
