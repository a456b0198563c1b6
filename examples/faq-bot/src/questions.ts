export interface Question {
  readonly id: string;
  readonly words: readonly string[];
  readonly answer: string;
}

export interface Guess {
  readonly question: Question;
  /** From 0 to 1. */
  readonly confidence: number;
}

const questions: readonly Question[] = [
  { id: 'delivery-time', words: ['long', 'delivery'], answer: 'A delivery takes two working days.' },
  { id: 'returns', words: ['send', 'back', 'return'], answer: 'You can return everything within 30 days, for free.' },
  { id: 'payment', words: ['pay', 'card', 'invoice'], answer: 'You can pay by card or by invoice.' },
];

/** The question that a text most likely asks. A stand-in for the language understanding of your choice. */
export function guess(text: string): Guess {
  const said = new Set(text.toLowerCase().match(/[a-z]+/g));
  const guesses = questions.map((question) => {
    const found = question.words.filter((word) => said.has(word)).length;
    return { question, confidence: found / Math.min(2, question.words.length) };
  });
  return guesses.reduce((best, next) => (next.confidence > best.confidence ? next : best));
}
