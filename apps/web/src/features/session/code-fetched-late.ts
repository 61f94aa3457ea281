/**
 * Code that is no part of the first paint may be asked for when the network is gone. That it does not come is then told as
 * any other request that got nowhere, by the name that `failureOf` knows, and not as a fault of ours.
 */
export const fetchedLate = async <T>(code: Promise<T>): Promise<T> => {
  try {
    return await code;
  } catch (cause) {
    throw Object.assign(new Error('Code of the page did not arrive.', { cause }), { name: 'NetworkError' });
  }
};
