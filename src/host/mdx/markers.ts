import type { Marking } from '../host.ts';
import { MARKDOWN_MARKING, markdownMarkers } from '../markdown/markers.ts';

/** Regions in MDX, which hides expressions. */
export const MARKING: Marking = {
  ...MARKDOWN_MARKING,
  form: { text: (said) => `{/* ${said} */}`, opening: /\{\/\*\s*assay\s+[a-z]+=/ },
  find: (page) => markdownMarkers(page, { open: String.raw`\{\/\*`, close: '*/}', isHtml: false }),
  hidesLine: false,
};
