/** Which of two answers says yes, in the languages and habits of exports. */
const AFFIRMATIVE = /^(?:yes|true|y|t|1|on|active|churned|是|有|真|流失)$/i;

export function isAffirmative(answer: string): boolean {
  return AFFIRMATIVE.test(answer);
}
