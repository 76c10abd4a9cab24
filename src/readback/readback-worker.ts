import { answerQuestions } from '../core/machine/thread.ts';
import { readOutput } from './output-parsers.ts';
import { loadPdfium } from './pdfium.ts';
import type { ReadQuestion } from './readback-thread.ts';
import type { ReadOutput } from './read-text.ts';

// loading takes long, so it begins before the first PDF is printed
void loadPdfium();

answerQuestions(({ kind, content }: ReadQuestion): Promise<ReadOutput> => readOutput(kind, content));
