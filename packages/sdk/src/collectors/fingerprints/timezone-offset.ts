const years = [1950, 2000, 2024]

/** Minutes to UTC in January and July of years gone by: today's offset would change twice a year. */
export function timezoneOffset(): number[] {
  return years.flatMap((year) => [0, 6].map((month) => new Date(year, month, 1).getTimezoneOffset()))
}
