import { answerQuestions } from '../core/machine/thread.ts';
import { readOutput } from './output-parsers.ts';
import { loadPdfJs } from './pdf-reader.ts';
import type { ReadQuestion } from './readback-thread.ts';
import type { ReadOutput } from './read-text.ts';

// loading takes long, so it begins before the first PDF is printed
void loadPdfJs();

answerQuestions(({ kind, content }: ReadQuestion): Promise<ReadOutput> => readOutput(kind, content));
