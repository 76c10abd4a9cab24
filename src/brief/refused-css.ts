import type { CssNode } from 'css-tree';

/** Why something has no place in a brief's style sheet, and what to do instead. */
export interface Refusal {
  readonly why: string;
  readonly hint: string;
}

const ADDS_TEXT: Refusal = { why: 'it prints what no document says', hint: 'write the words in the template' };

const NUMBERS: Refusal = {
  why: 'it changes the numbers of pages and lists',
  hint: 'remove it: pages and lists count themselves',
};

const PICTURE: Refusal = {
  why: 'a picture can cover or change what is printed',
  hint: 'use a colour; a logo belongs in style.yaml, and other pictures are charts',
};

const MOVES: Refusal = {
  why: 'it takes things out of the order in which they are read',
  hint: 'place them with margins from 0 up, padding, columns and breaks',
};

const ALTERS: Refusal = {
  why: 'it can keep words from being read as they are written',
  hint: 'use colours, fonts, sizes and weights',
};

const PSEUDO: Refusal = {
  why: 'it changes signs and letters that no element holds',
  hint: 'style the element itself; known: ::marker',
};

const UNSEEN = 'Assay cannot look at all pages that it makes';

const AT_RULES: Readonly<Record<string, Refusal>> = {
  import: { why: 'a page loads nothing', hint: 'write its rules into this file' },
  'font-face': { why: 'a page loads nothing', hint: 'name the files of the font in style.yaml, below fonts' },
  supports: { why: UNSEEN, hint: 'write the declaration alone: a browser leaves out what it does not know' },
  container: { why: UNSEEN, hint: 'use @media with a width' },
};

/** At-rules that a style sheet may have: conditions, layers, and pages with their margin boxes. */
const KNOWN_AT_RULES =
  /^(?:media|layer|page|(?:top|bottom)-(?:left|right)(?:-corner)?|(?:top|bottom)-center|(?:left|right)-(?:top|middle|bottom))$/;

/** Explains why an at-rule is refused, by its name in lower case; undefined if it is not. */
export function refusedAtRule(name: string): Refusal | undefined {
  if (KNOWN_AT_RULES.test(name)) return undefined;
  const hint = 'known: @media, @layer, @page';
  return AT_RULES[name] ?? { why: 'nothing on a page needs it', hint };
}

/** Explains why a pseudo-element is refused, by its name in lower case; undefined if it is not. */
export function refusedPseudo(name: string): Refusal | undefined {
  return name === 'marker' ? undefined : PSEUDO;
}

/** What `@media` may ask for: `checkStyleSheet` sees to it that a page is looked at in each case. */
const SEEN_FEATURES = /^(?:(?:min-|max-)?width|prefers-color-scheme)$/;

/** Explains why a condition of `@media` is refused, by its name in lower case; undefined if it is not. */
export function refusedFeature(name: string, pixels: readonly number[]): Refusal | undefined {
  if (SEEN_FEATURES.test(name) && (pixels.length > 0 || !name.endsWith('width'))) return undefined;
  return { why: UNSEEN, hint: 'known: print, screen, a width in px or em, prefers-color-scheme' };
}

/** Pseudo-classes that depend on nothing but the document and the page. */
const SEEN_CLASSES =
  /^(?:root|scope|is|where|not|has|empty|(?:first|last|only)-(?:child|of-type)|nth-(?:last-)?(?:child|of-type)|link|any-link|lang|first|left|right|blank)$/;

/** Explains why a pseudo-class is refused, by its name in lower case; undefined if it is not. */
export function refusedClass(name: string): Refusal | undefined {
  if (SEEN_CLASSES.test(name)) return undefined;
  const hint = 'known: :first-child and the like, :is, :where, :not, :has, :root, :empty, :link, :lang';
  return { why: UNSEEN, hint };
}

/** Functions that load or draw a picture, by name or by how it ends. */
const PICTURES = /^(?:url|src|image|paint|(?:-\w+-)?(?:element|canvas|image-set|cross-fade|[\w-]*gradient))$/;

/** Explains why a function is refused, by its name in lower case; undefined if it is not. */
export function refusedFunction(name: string): Refusal | undefined {
  return PICTURES.test(name) ? PICTURE : undefined;
}

/** Properties that may hold keywords only: their strings and symbols are printed. */
const MARKS =
  /^(?:list-style|list-style-type|(?:-\w+-)?(?:text-emphasis|text-emphasis-style|hyphenate-character)|quotes|text-overflow)$/;

const OFFSETS = /^(?:top|right|bottom|left|inset(?:-.+)?|order|position-.+|anchor-.+|(?:-webkit-)?box-ordinal-group)$/;

/** Properties that draw words otherwise than as they are, or let them shine through. */
const EFFECTS =
  /^(?:-\w+-)?(?:opacity|(?:backdrop-)?filter|clip(?:-path)?|mask(?:-.+)?|(?:mix|background)-blend-mode|transform(?:-.+)?|translate|rotate|scale|perspective(?:-.+)?|offset(?:-.+)?|zoom|writing-mode|direction|unicode-bidi|text-orientation|content-visibility|(?:animation|transition|view-transition)(?:-.+)?|text-security|text-stroke(?:-.+)?|text-fill-color|box-reflect|line-clamp)$/;

/** Values of properties that move a box out of the flow, and those that leave it where it is. */
const IN_FLOW: Readonly<Record<string, readonly string[]>> = {
  position: ['static', 'relative', 'initial', 'unset', 'revert', 'revert-layer'],
  float: ['none', 'initial', 'unset', 'revert', 'revert-layer'],
};

/**
 * Explains why a declaration is refused, by its property in lower case and the parts of its value, those of functions
 * included; undefined if it is not.
 */
export function refusedDeclaration(property: string, parts: readonly CssNode[]): Refusal | undefined {
  if (property === 'content') return ADDS_TEXT;
  if (property.startsWith('counter-')) return NUMBERS;
  if (MARKS.test(property) && !parts.every(isKeyword)) return ADDS_TEXT;
  if (OFFSETS.test(property)) return MOVES;
  if (EFFECTS.test(property)) return ALTERS;
  if (/^(?:-\w+-)?text-decoration(?:-line)?$/.test(property) && parts.some(mayStrike)) return ALTERS;
  const inFlow = IN_FLOW[property];
  if (inFlow && !parts.every((part) => isKeyword(part) && inFlow.includes(part.name.toLowerCase()))) return MOVES;
  return /^(?:-\w+-)?margin(?:-|$)/.test(property) && parts.some(isNegative) ? MOVES : undefined;
}

function isKeyword(part: CssNode): part is CssNode & { readonly name: string } {
  return part.type === 'Identifier';
}

function mayStrike(part: CssNode): boolean {
  return part.type === 'Function' || (isKeyword(part) && /line-through|\\/i.test(part.name));
}

function isNegative(part: CssNode): boolean {
  return 'value' in part && typeof part.value === 'string' && part.value.startsWith('-') && Number(part.value) !== 0;
}
