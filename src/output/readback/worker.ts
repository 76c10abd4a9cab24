import { answerQuestions } from '../../core/thread.ts';
import { readOutput } from './parsers.ts';
import { loadPdfJs } from './pdf.ts';
import type { ReadQuestion } from './reader.ts';
import type { ReadOutput } from './text.ts';

// It takes long, so it is loaded before the first PDF is printed.
void loadPdfJs();

answerQuestions(({ kind, content }: ReadQuestion): Promise<ReadOutput> => readOutput(kind, content));
