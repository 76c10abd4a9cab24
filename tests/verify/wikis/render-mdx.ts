import { evaluate } from '@mdx-js/mdx';
import remarkGfm from 'remark-gfm';

/** HTML that is finished, as elements return it. */
class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const VOID = new Set(['br', 'hr', 'img', 'input']);

/** Makes HTML of what a compiled page calls for: the least that can stand in for React. */
function element(type: unknown, props: Readonly<Record<string, unknown>>): Html {
  const { children, ...attributes } = props;
  if (typeof type === 'function') return (type as (props: unknown) => Html)(props);
  if (typeof type !== 'string') return new Html(htmlOf(children));
  const written = Object.entries(attributes)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number' || value === true)
    .map(([name, value]) => ` ${name === 'className' ? 'class' : name}="${escaped(String(value))}"`);
  const open = `<${type}${written.join('')}>`;
  return new Html(VOID.has(type) ? open : `${open}${htmlOf(children)}</${type}>`);
}

function htmlOf(children: unknown): string {
  if (Array.isArray(children)) return children.map(htmlOf).join('');
  if (children instanceof Html) return children.text;
  return typeof children === 'string' || typeof children === 'number' ? escaped(String(children)) : '';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Compiles a page with the MDX compiler, runs it and answers its HTML. */
export async function renderMdx(text: string): Promise<string> {
  const runtime = { Fragment: Symbol('fragment'), jsx: element, jsxs: element };
  const { default: content } = await evaluate(text, { ...runtime, remarkPlugins: [remarkGfm] });
  return htmlOf((content as (props: object) => unknown)({}));
}
