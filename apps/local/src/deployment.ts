// The names that a deployment would have in AWS. The user pool's id and client are public; the key pair opens nothing
// but this machine's own emulators, which listen on the loopback address alone.
export const region = 'us-east-1';
export const accountId = '000000000000';
export const userPoolId = `${region}_Parley`;
export const clientId = 'parley-web';
export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
export const tableNames = { chat: 'parley-chat', connections: 'parley-connections' };
export const queueNames = { deliveries: 'parley-deliveries.fifo', deadDeliveries: 'parley-deliveries-dead.fifo' };
/** API Gateway puts the stage into the path, so the stage is called what the path shall be. */
export const stage = 'ws';
/** Where in the app people come back to: from signing in with Google, and from signing out of it. */
export const returnPaths = { signIn: ['/sign-in/google', '/'], signOut: ['/sign-in', '/'] };
