import { HOUSE, type HouseStyle } from '../../core/house-style.ts';
import { colourVariables } from './variables.ts';

/**
 * The dark scheme of a page on the screen. Drawings keep their colours as attributes, which rules go before: each colour
 * found in them gets its counterpart.
 */
export function darkStyle(drawings: readonly string[], { dark }: HouseStyle = HOUSE): string {
  const found = drawings.flatMap((svg) => [...svg.matchAll(/\b(?:fill|stroke)="(#[0-9a-f]{6})"/gi)]);
  const colours = [...new Set(found.map(([, colour = '']) => colour))].sort();
  const rules = colours.flatMap((colour) =>
    ['fill', 'stroke'].map((name) => `.chart [${name}='${colour}'] { ${name}: ${onDark(colour, dark.ground)}; }`),
  );
  return [
    '@media screen and (prefers-color-scheme: dark) {',
    ':root {',
    ...colourVariables(dark),
    '}',
    ...rules,
    '}',
  ].join('\n');
}

/**
 * A colour's counterpart on the dark ground: of its own hue, with the contrast that it has on white paper. What is loud
 * stays loud and a grid that whispers whispers. Luminance and contrast as WCAG 2.2 defines them.
 */
export function onDark(colour: string, ground: string = HOUSE.dark.ground): string {
  const channels = channelsOf(colour);
  const contrast = 1.05 / (luminance(channels) + 0.05);
  const wanted = contrast * (luminance(channelsOf(ground)) + 0.05) - 0.05;
  const grey = Math.min(1, wanted);
  // what is bright in the dark glows: a little grey of the same luminance calms it
  return colourText(withLuminance(channels, grey).map((channel) => 0.85 * channel + 0.15 * grey));
}

/** Red, green and blue of linear light, each from 0 to 1. */
type Channels = readonly number[];

/** Scaled as far as no channel leaves its range; what is still missing is made up with white. */
function withLuminance(channels: Channels, wanted: number): Channels {
  const own = luminance(channels);
  if (own === 0) return channels.map(() => wanted);
  const scale = Math.min(wanted / own, 1 / Math.max(...channels));
  const scaled = channels.map((channel) => channel * scale);
  const white = (wanted - own * scale) / (1 - own * scale || 1);
  return scaled.map((channel) => channel + white * (1 - channel));
}

function luminance([red = 0, green = 0, blue = 0]: Channels): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channelsOf(colour: string): Channels {
  return [1, 3, 5].map((at) => {
    const encoded = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
  });
}

function colourText(channels: Channels): string {
  const parts = channels.map((channel) => {
    const encoded = channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}
