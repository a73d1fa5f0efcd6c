/** The id of the form that signs in, in its first step and its second: words that somebody typed are carried through it. */
export const signInForm = 'sign-in';
