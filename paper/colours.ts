/** The colours of the printed e-visa. */
export const COLOURS = {
  ink: '#10243a',
  label: '#46586a',
  sky: '#0093b8',
  gold: '#c79a2b',
  line: '#c3d3dc',
  tint: '#eef6f9',
  pattern: '#d3e9f1',
  white: '#ffffff',
  specimen: '#b0123f',
} as const
