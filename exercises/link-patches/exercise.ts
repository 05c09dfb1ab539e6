import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'link-patches',
  title: 'Six patches for one link',
  kind: 'review',
  weakness: ['CWE-79', 'CWE-184', 'CWE-180'],
  module: 'xss',
  objectives: ['review.patch', 'output.html.url', 'input.validation.canonical-form'],
  minutes: 20,
  worlds: ['html'],
  app: { functions: ['safeHref'] },

  patches: {
    'without-javascript.ts': {
      claim: 'Take javascript: out of the address, in capitals and in small letters',
      holds: false,
      feedback: 'What is left of the address when a piece is cut out of its middle, and who looks at that?',
    },
    'parsed-address.ts': {
      claim: 'Parse the address and compare its protocol with the three that we want',
      holds: true,
      feedback:
        'Is the text that was judged the text that is given back, and does the browser read it in the same way?',
    },
    'list-of-schemes.ts': {
      claim: 'Read the scheme of the address and look it up in a list of three schemes',
      holds: false,
      feedback:
        'An address without a scheme is let through. For which addresses do this expression and the browser disagree on whether there is one?',
    },
    'whole-address.ts': {
      claim: 'Match the address from beginning to end with one of three expressions',
      holds: false,
      feedback:
        'Which places of a text does ^ stand for here, and how does the browser treat what may stand before it?',
    },
    'three-beginnings.ts': {
      claim: 'Take an address only if its beginning is one of the three that we know',
      holds: true,
      feedback: 'Which places of a text does ^ stand for here, and can anything that comes later change the scheme?',
    },
    'readable-address.ts': {
      claim: 'Parse the address, look up its protocol, and keep the link well readable',
      holds: false,
      feedback:
        'Is the text that was judged the text that is given back, and does the browser read it in the same way?',
    },
  },
  input: {
    label: 'Website that still runs script, with \\n, \\t or \\x01 for what can’t be typed',
    example: 'https://site.example/',
  },

  wrong: {
    'all-hold.json': { caughtBy: 'without-javascript' },
    'capitals-again.json': { caughtBy: 'without-javascript' },
    'none-holds.json': { caughtBy: 'parsed-address' },
    'parser-suspected.json': { caughtBy: 'parsed-address' },
    'list-trusted.json': { caughtBy: 'list-of-schemes' },
    'list-tried-with-entities.json': { caughtBy: 'list-of-schemes' },
    'expressions-trusted.json': { caughtBy: 'whole-address' },
    'comment-on-one-line.json': { caughtBy: 'whole-address' },
    'beginning-suspected.json': { caughtBy: 'three-beginnings' },
    'leaves-the-site.json': { caughtBy: 'three-beginnings' },
    'readable-trusted.json': { caughtBy: 'readable-address' },
    'colon-encoded.json': { caughtBy: 'readable-address' },
    'readable-left-open.json': { caughtBy: 'readable-address' },
  },
} satisfies Exercise;
