import { answerQuestions } from '../core/machine/thread.ts';
import { readOutput } from './parsers.ts';
import { loadPdfJs } from './pdf-reader.ts';
import type { ReadQuestion } from './readback-thread.ts';
import type { ReadOutput } from './read-text.ts';

// It takes long, so it is loaded before the first PDF is printed.
void loadPdfJs();

answerQuestions(({ kind, content }: ReadQuestion): Promise<ReadOutput> => readOutput(kind, content));
