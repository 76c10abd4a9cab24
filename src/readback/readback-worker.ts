import { answerQuestions } from '../core/machine/thread.ts';
import { readOutput } from './output-parsers.ts';
import { PREPARE, type ReadQuestion } from './readback-thread.ts';
import { warmUp } from './warm-up.ts';
import type { ReadOutput } from './read-text.ts';

answerQuestions(async (question: ReadQuestion | typeof PREPARE): Promise<ReadOutput | undefined> => {
  if (question !== PREPARE) return readOutput(question.kind, question.content, question.last);
  await warmUp();
  return undefined;
});
