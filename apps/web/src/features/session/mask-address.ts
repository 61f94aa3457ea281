/** `ana@example.com` as `a•••@example.com`: enough to notice a typing error, too little to read over a shoulder. */
export const maskAddress = (email: string): string => email.replace(/^(.)[^@]*/u, '$1•••');
