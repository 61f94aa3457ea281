/** Told where so much was said since that it cannot be known whether a message arrived: its person is asked to look. */
export const cannotTell = 'too_far_behind';
