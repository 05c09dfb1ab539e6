/** Marks a module's check questions. What was not answered is not explained. */

/** A question as the server holds it; texts are HTML made from the author's Markdown. */
export interface Question {
  readonly id: string;
  readonly html: string;
  readonly options: readonly { readonly html: string; readonly correct: boolean; readonly whyHtml: string }[];
}

/** A question as the page shows it. */
export interface MarkedQuestion {
  readonly id: string;
  readonly html: string;
  /** Whether the answer was right; undefined while there is none. */
  readonly right: boolean | undefined;
  readonly options: readonly MarkedOption[];
}

export interface MarkedOption {
  readonly html: string;
  readonly chosen: boolean;
  /** Only for answered questions: so no page holds an answer before there is one. */
  readonly feedback: { readonly correct: boolean; readonly whyHtml: string } | undefined;
}

/** Marks the answers: for a question's id, the number of the chosen option as the form sent it. */
export function markCheck(questions: readonly Question[], answers: ReadonlyMap<string, string>): MarkedQuestion[] {
  return questions.map((question) => {
    const chosen = question.options.findIndex((_, index) => answers.get(question.id) === String(index));
    const answered = chosen >= 0;
    return {
      id: question.id,
      html: question.html,
      right: answered ? question.options[chosen]?.correct === true : undefined,
      options: question.options.map(({ html, correct, whyHtml }, index) => ({
        html,
        chosen: index === chosen,
        feedback: answered ? { correct, whyHtml } : undefined,
      })),
    };
  });
}

/** How many were answered and how many of those were right. */
export function scoreOf(marked: readonly MarkedQuestion[]): { answered: number; right: number; total: number } {
  return {
    answered: marked.filter((question) => question.right !== undefined).length,
    right: marked.filter((question) => question.right === true).length,
    total: marked.length,
  };
}
