/** The parts of Vega's scenegraph that are drawn; Vega's own types leave them open. */
export interface Scene {
  readonly marktype: string;
  /** The name that Vega-Lite gives to a mark, and what a mark is for: `axis`, `axis-label`, `mark`. */
  readonly name?: string;
  readonly role?: string;
  readonly clip?: unknown;
  readonly items: SceneItem[];
  readonly bounds: Rectangle;
  readonly group?: SceneItem | undefined;
}

/** One drawn item; a group holds scenes of its own. */
export interface SceneItem {
  readonly [channel: string]: unknown;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly bounds: Rectangle;
  readonly datum?: unknown;
  readonly items?: Scene[];
}

/** A rectangle in CSS pixels, within the group that holds it. */
export interface Rectangle {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Vega's functions for writing SVG: how each mark is written, and the order of drawing. */
export interface SceneTools {
  readonly marks: Readonly<Record<string, MarkWriter | undefined>>;
  visit(scene: Scene | SceneItem, visitor: (item: never) => void): void;
}

/** Vega's own description of a mark as an SVG element. */
export interface MarkWriter {
  readonly tag: string;
  readonly nested: boolean;
  attr(emit: (name: string, value: unknown) => void, item: SceneItem): void;
  background?(emit: (name: string, value: unknown) => void, item: SceneItem): void;
}

/** The scenes of a group or the items of a scene, in the order of drawing. */
export function inOrder<T extends Scene | SceneItem>(parent: Scene | SceneItem, tools: SceneTools): T[] {
  const found: T[] = [];
  tools.visit(parent, (child: never) => found.push(child));
  return found;
}

/** The lines of a text item. */
export function textLines({ text, lineBreak }: SceneItem): string[] {
  const lines = Array.isArray(text) ? (text as unknown[]) : [text];
  return lines
    .flatMap((line) => {
      const plain = plainText(line);
      return typeof lineBreak === 'string' && lineBreak ? plain.split(lineBreak) : [plain];
    })
    .map((line) => line.trim());
}

/** A text channel as Vega shows it: texts, numbers and truth values as they are, nothing of anything else. */
export function plainText(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** CSS pixels of a text item's type, and from one of its lines to the next. */
export function textSize({ fontSize, lineHeight }: SceneItem): { size: number; lineHeight: number } {
  const size = typeof fontSize === 'number' ? fontSize : 11;
  return { size, lineHeight: typeof lineHeight === 'number' ? lineHeight : size + 2 };
}
