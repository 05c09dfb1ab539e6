import type { Exercise } from '@ounce/sandbox/exercise';

export default {
  id: 'spot-the-sink',
  title: 'Four lines in the forum’s page',
  kind: 'spot',
  weakness: ['CWE-79', 'CWE-83'],
  module: 'xss',
  objectives: ['review.output.html', 'output.html.attribute', 'output.html.url', 'output.html.script', 'output.dom'],
  minutes: 10,
  worlds: [],

  spots: [
    {
      id: 'data-in-script',
      lines: [34, 34],
      title: 'JSON inside a script element: a title with </script> in it ends the element',
      feedback:
        'Not every value on this page goes through escapeHtml(). Of those that do not: which reader sees the value first, and what ends the place it stands in?',
    },
    {
      id: 'unquoted-attribute',
      lines: [42, 42],
      tolerance: 0,
      title: 'An attribute without quotes: a blank in the name begins the next attribute',
      feedback:
        'The five characters are a promise about two places only. Go through the attributes: which character ends each of them, and is it one of the five?',
    },
    {
      id: 'link-scheme',
      lines: [47, 47],
      tolerance: 0,
      title: 'The address of a link: the scheme javascript: has none of the five characters',
      feedback:
        'A value can be a correct attribute, with nothing left to escape, and still run something. Which attribute is handed to a second reader after the HTML parser?',
    },
    {
      id: 'first-bracket-only',
      lines: [60, 61],
      title: 'A post put into innerHTML, of which only the first < was replaced',
      feedback:
        'Markup is written in the browser as well as on the server. For each value in it: who chose it, and what happens to its second special character?',
    },
  ],

  innocent: [
    {
      lines: [17, 18],
      why: 'The helper replaces all five characters, and every occurrence of them: the expression has the flag g. That is right for text and for attributes in quotes.',
    },
    {
      lines: [22, 23],
      why: 'Whatever the query holds, Number.parseInt() and Math.max() make a number of at least 1 out of it, and a number has no special characters.',
    },
    {
      lines: [25, 25],
      why: 'A title element holds text only, and ends at its end tag, which needs a <. That one is replaced.',
    },
    {
      lines: [26, 26],
      why: 'The JSON is escaped after it was made, and the attribute has quotes. The parser turns the references back, and forum.js reads the JSON as it was.',
    },
    { lines: [27, 27], why: 'Between tags only < begins something new, and & a reference. Both are replaced.' },
    {
      lines: [28, 28],
      why: 'The address begins with /tags/, so no tag can choose the scheme, and encodeURIComponent() leaves no quote that this attribute could end with.',
    },
    {
      lines: [30, 30],
      why: 'Only a number is put in: page comes out of Math.max(), so the sum is no concatenation of texts.',
    },
    { lines: [32, 32], why: 'This script is the forum’s own, and nothing that a member typed is in its address.' },
    {
      lines: [39, 39],
      why: 'The role is used only if it is one of two words in the list. Everything else becomes the word member.',
    },
    {
      lines: [40, 40],
      why: 'Number(), Math.max() and Math.min() leave a number from 0 to 100, also for a text or for nothing.',
    },
    { lines: [43, 43], why: 'Between tags only < begins something new, and & a reference. Both are replaced.' },
    {
      lines: [44, 44],
      why: 'Values in a style are a risk, but this one is a number from 0 to 100: see where width is set.',
    },
    {
      lines: [45, 45],
      why: 'The order is right: the text is escaped first, and the line breaks become elements afterwards. The other way round <br> would be escaped too.',
    },
    {
      lines: [53, 55],
      why: 'innerHTML is a place to look at, but what is written here is a constant, or a number that went through Math.trunc() and Math.min().',
    },
  ],

  names: [
    {
      cwe: 'CWE-89',
      name: 'SQL injection',
      why: 'It needs a statement that is glued together for a database. Nothing here is sent to one: the texts that are built are read by a browser.',
    },
    {
      cwe: 'CWE-1336',
      name: 'Template engine injection',
      why: 'It needs an engine that reads values as templates. The templates here are JavaScript’s own: they are read once, before any value is in them.',
    },
    {
      cwe: 'CWE-79',
      name: 'Cross-site scripting',
      right: true,
      why: 'What a member typed becomes part of a page, and runs as script for whoever reads it. In each of the places another end of the context was open.',
    },
    {
      cwe: 'CWE-601',
      name: 'Open redirect',
      why: 'It needs an address to which the site itself sends its visitors. A link to another site is visible, and what it can run here is the worse part.',
    },
    {
      cwe: 'CWE-352',
      name: 'Cross-site request forgery',
      why: 'It needs a request that changes something and that another site can trigger. This code changes nothing: it answers with a page, or shows a text.',
    },
    {
      cwe: 'CWE-1321',
      name: 'Prototype pollution',
      why: 'It needs keys that come from outside and are written to. The keys here are fixed, and the one object that is looked into is given single characters.',
    },
  ],

  wrong: {
    'every-line.json': { caughtBy: 'only-faults' },
    'nothing-marked.json': { caughtBy: 'data-in-script' },
    'every-inner-html.json': { caughtBy: 'only-faults' },
    'the-helper.json': { caughtBy: 'only-faults' },
    'every-json.json': { caughtBy: 'only-faults' },
    'everything-in-a-link.json': { caughtBy: 'only-faults' },
    'breaks-after-escaping.json': { caughtBy: 'only-faults' },
    'what-is-not-escaped.json': { caughtBy: 'unquoted-attribute' },
    'script-missed.json': { caughtBy: 'data-in-script' },
    'attribute-missed.json': { caughtBy: 'unquoted-attribute' },
    'link-missed.json': { caughtBy: 'link-scheme' },
    'server-side-only.json': { caughtBy: 'first-bracket-only' },
    'named-redirect.json': { caughtBy: 'weakness' },
    'named-template.json': { caughtBy: 'weakness' },
    'not-named.json': { caughtBy: 'weakness' },
  },
} satisfies Exercise;
