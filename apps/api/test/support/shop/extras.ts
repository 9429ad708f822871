/** In another build there are more functions here, so that the minifier names all others differently. */
export const extras: ((value: number) => number)[] = []
