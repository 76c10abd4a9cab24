import { Diagnostics } from '../core/diagnostics/diagnostic.ts';
import { answerQuestions } from '../core/machine/thread.ts';
import { loadTools, renderChart } from './chart-rendering.ts';
import type { DrawAnswer, DrawQuestion, LackingQuestion } from './chart-thread.ts';
import { lackingCharacters } from './typeset.ts';
import { DEFAULT_LOCALE } from '../language/locales.ts';

// What draws takes long to load, so it is loaded before the first chart is asked for.
void loadTools(DEFAULT_LOCALE);

answerQuestions(async (question: DrawQuestion | LackingQuestion): Promise<DrawAnswer | string[]> => {
  if (!('bound' in question)) return lackingCharacters(...question);
  const { bound, theme, options } = question;
  const diagnostics = new Diagnostics();
  const chart = await renderChart(bound, theme, diagnostics, options);
  return { chart, all: diagnostics.all };
});
