import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'attachment-path-tests',
  title: 'A test that no way out of the folder passes',
  kind: 'test',
  weakness: ['CWE-22', 'CWE-59'],
  module: 'paths-and-files',
  objectives: ['input.path.test', 'input.path.link', 'input.path.decode'],
  minutes: 25,
  app: { functions: ['readAttachment'] },
  worlds: ['files'],

  safe: {
    'real-path.ts': { title: 'The version that resolves the path and compares it' },
    'every-step.ts': { title: 'The version that looks at every step, and throws' },
    'tidied.ts': { title: 'The version that tidies the name first' },
    'list-of-files.ts': { title: 'The version that chooses from a list of the files' },
  },

  mutants: {
    'up-steps.ts': {
      title: 'Up-steps are followed out of the folder',
      feedback: 'The first thing that is tried everywhere: a name that begins with a step to the folder above.',
    },
    'in-the-middle.ts': {
      title: 'Only up-steps at the beginning of a name are refused',
      feedback: 'A name may go down before it goes up. How many steps up does it take then to be outside?',
    },
    'taken-out-once.ts': {
      title: 'Up-steps are taken out of the name, once',
      feedback: 'What is left of a name when every ../ is taken out of it? Which names only become dangerous by that?',
    },
    'absolute.ts': {
      title: 'An absolute name is taken as it is',
      feedback: 'Not every way out has two dots in it. Where does a name lead that begins at the root of all files?',
    },
    'neighbour.ts': {
      title: 'A neighbour folder whose name begins alike is taken to be inside',
      feedback:
        'A comparison of texts does not know where the name of a folder ends. Which folder stands beside this one?',
    },
    'link.ts': {
      title: 'A link leads out of the folder',
      feedback:
        'A name can be all right while the file is elsewhere. The test may put into the tree what an attacker could.',
    },
    'link-above.ts': {
      title: 'A link further up leads out of the folder',
      feedback: 'A look at the last part of a name tells nothing about the parts before it.',
    },
    'decoded-later.ts': {
      title: 'The name is decoded once more after the check',
      feedback:
        'The name was decoded before. What if another decoding comes after the check: which signs could wait for it?',
    },
    'backslash.ts': {
      title: 'A backslash becomes a slash after the check',
      feedback: 'Somewhere, two signs stand between folders. A check that knows one of them sees a single odd name.',
    },
    'nul-byte.ts': {
      title: 'A NUL byte is taken out of the name after the check',
      feedback: 'A character that no name has may be dropped on the way. What did it keep apart until then?',
    },
  },

  wrong: {
    'expects-null.ts': { caughtBy: 'every-step' },
    'expects-a-rejection.ts': { caughtBy: 'real-path' },
    'expects-that-it-is-tidied.ts': { caughtBy: 'every-step' },
    'expects-nothing-for-up-steps.ts': { caughtBy: 'tidied' },
    'forbids-two-dots.ts': { caughtBy: 'real-path' },
    'swallows-the-failure.ts': { caughtBy: 'up-steps' },
    'compares-the-promise.ts': { caughtBy: 'up-steps' },
    'does-not-wait.ts': { caughtBy: 'up-steps' },
    'tests-a-copy.ts': { caughtBy: 'up-steps' },
    'secrets-are-not-there.ts': { caughtBy: 'up-steps' },
    'tidied-by-the-address.ts': { caughtBy: 'up-steps' },
    'only-at-the-beginning.ts': { caughtBy: 'in-the-middle' },
    'nothing-nested.ts': { caughtBy: 'taken-out-once' },
    'no-absolute-name.ts': { caughtBy: 'absolute' },
    'no-neighbour.ts': { caughtBy: 'neighbour' },
    'no-links.ts': { caughtBy: 'link' },
    'links-in-the-last-place.ts': { caughtBy: 'link-above' },
    'nothing-encoded.ts': { caughtBy: 'decoded-later' },
    'slashes-only.ts': { caughtBy: 'backslash' },
    'nul-at-the-end.ts': { caughtBy: 'nul-byte' },
  },
} satisfies Exercise;
