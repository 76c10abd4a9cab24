import { formatHex, modeHsl, modeRgb, parse, useMode } from 'culori/fn';

for (const mode of [modeRgb, modeHsl]) useMode(mode);

/** The colour of paper. */
export const WHITE = '#ffffff';

/** Whether a text is a colour of CSS: a name, `#rrggbb`, or rgb() and hsl(). */
export function isCssColour(text: string): boolean {
  return parse(text) !== undefined;
}

/** A colour of CSS as `#rrggbb`, without its opacity; undefined if it is none. */
export function hexColour(text: string): string | undefined {
  return formatHex(parse(text));
}

/** What a colour with an opacity paints on another; both are given as `#rrggbb`. */
export function over(colour: string, opacity: number, ground: string): string {
  const mixed = [1, 3, 5].map((at) => {
    const [own, under] = [colour, ground].map((one) => Number.parseInt(one.slice(at, at + 2), 16));
    return Math.round((own ?? 0) * opacity + (under ?? 0) * (1 - opacity));
  });
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Contrast ratio of two colours given as `#rrggbb`, from 1 to 21, as WCAG 2.2 defines it. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other].map((colour) => luminance(channelsOf(colour))).sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/**
 * The colour of the same hue that has on a dark ground the contrast that `colour` has on white paper. So strong colours
 * stay strong and faint ones faint.
 */
export function onDark(colour: string, ground: string): string {
  const channels = channelsOf(colour);
  const wanted = contrast(colour, WHITE) * (luminance(channelsOf(ground)) + 0.05) - 0.05;
  const grey = Math.min(1, wanted);
  // Bright colours glow on a dark ground: some grey of the same luminance reduces that.
  return colourText(withLuminance(channels, grey).map((channel) => 0.85 * channel + 0.15 * grey));
}

/** Red, green and blue of linear light, each from 0 to 1. */
type Channels = readonly number[];

/** Scales a colour until one channel is at its limit, then adds white. */
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
