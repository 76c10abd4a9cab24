/** The meanings of the exit status. */
export const EXIT = { fine: 0, mistakes: 1, usage: 2, environment: 3, bug: 70, interrupted: 130 } as const;
