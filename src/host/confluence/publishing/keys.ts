import * as z from 'zod';
import { text } from '../../../dataset/dataset-schema.ts';

/** The keys of a Confluence in `assay.yaml`. */
export const CONFLUENCE_KEYS = {
  address: { confluence: text('Confluence: its address, on Cloud with /wiki at the end').optional() },
  own: {
    labels: z.array(text('Label')).min(1).describe('Labels of the pages; for Confluence only').optional(),
    hosting: z
      .enum(['cloud', 'data-center'])
      .describe('Which Confluence it is; default: what its address says')
      .optional(),
  },
  below: 'the id of a page in Confluence',
};
