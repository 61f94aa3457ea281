import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

// Mantine asks for ten shades of the accent. It paints with the variables below; the shades serve the few places that
// it computes by itself. 4 is the accent on dark, 7 the accent on light.
const accent: MantineColorsTuple = [
  '#e3f2f4',
  '#c9e6ea',
  '#a1d6dd',
  '#7fcdd8',
  '#5cc4d3',
  '#2b9fb0',
  '#158495',
  '#0b6b7a',
  '#095865',
  '#06454f',
];

const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const ground = input.color === 'red' ? 'var(--p-danger)' : 'var(--p-accent)';
  if (input.variant === 'filled')
    return {
      ...colors,
      background: ground,
      hover: `color-mix(in srgb, ${ground} 88%, var(--p-text))`,
      color: input.color === 'red' ? 'var(--p-bg)' : 'var(--p-on-accent)',
    };
  if (input.variant === 'subtle') {
    const text =
      input.color === 'red' ? 'var(--p-danger)' : input.color === 'gray' ? 'var(--p-text)' : 'var(--p-accent)';
    return { ...colors, hover: 'var(--p-hover)', color: text };
  }
  return colors;
};

/** Mantine's theme, in Parley's tokens. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  colors: { accent },
  fontFamily: 'var(--p-font)',
  fontFamilyMonospace: 'var(--p-mono)',
  fontSizes: { xs: 'var(--p-size-s)', sm: 'var(--p-size-m)', md: 'var(--p-size-m)', lg: 'var(--p-size-l)' },
  lineHeights: { sm: '1.45', md: '1.45' },
  radius: { sm: 'var(--p-radius)', md: 'var(--p-radius)' },
  defaultRadius: 'sm',
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver,
});

const palette = {
  '--mantine-color-body': 'var(--p-bg)',
  '--mantine-color-text': 'var(--p-text)',
  '--mantine-color-dimmed': 'var(--p-muted)',
  '--mantine-color-error': 'var(--p-danger)',
  '--mantine-color-placeholder': 'var(--p-muted)',
  '--mantine-color-anchor': 'var(--p-accent)',
  '--mantine-color-default': 'var(--p-raised)',
  '--mantine-color-default-hover': 'var(--p-surface)',
  '--mantine-color-default-color': 'var(--p-text)',
  '--mantine-color-default-border': 'var(--p-control)',
  '--mantine-primary-color-filled': 'var(--p-accent)',
  '--mantine-primary-color-filled-hover': 'color-mix(in srgb, var(--p-accent) 88%, var(--p-text))',
  '--mantine-primary-color-contrast': 'var(--p-on-accent)',
  '--mantine-primary-color-light': 'var(--p-accent-soft)',
  '--mantine-primary-color-light-color': 'var(--p-accent)',
};

/** Points Mantine's colours at the tokens, in both schemes. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: palette, dark: palette });
