import type { Check, Seen, Stage } from '@ounce/sandbox/exercise';

export default [
  {
    id: 'label',
    task: 1,
    title: 'A label has the name and the count',
    feedback: 'A label is the name, a colon, a blank and the count; its length is what the function returns.',
    holds: (stage) => {
      const { draw } = stage;
      const [name, count] = [draw.name(), draw.int(0, 9_999)];
      return writes(stage, 'label', [name, count], 64, `${name}: ${count}`);
    },
  },
  {
    id: 'exact-room',
    task: 1,
    title: 'A label that just fits is written',
    feedback: 'A buffer needs one byte more than the label is long. With that much it fits.',
    holds: (stage) => {
      const text = `${stage.draw.word()}: ${stage.draw.int(10, 999)}`;
      const [name = '', count] = text.split(': ');
      return writes(stage, 'label', [name, Number(count)], text.length + 1, text);
    },
  },
  {
    id: 'too-small',
    task: 1,
    title: 'A label that is too long for the buffer is refused with -1',
    feedback: 'Whoever asks for a label has to learn that there was no room for it.',
    holds: async ({ app, c, draw }) => {
      const size = draw.int(3, 5);
      const { value } = (await app.call('label', draw.word(), draw.int(100, 999), c.out(size), size)) as Written;
      return value === -1 || { observed: `It returned ${value} for a buffer of ${size} bytes.` };
    },
  },
  {
    id: 'repeat',
    task: 1,
    title: 'A text is repeated as often as asked',
    feedback: 'The text stands in the buffer so many times in a row, without anything between.',
    holds: (stage) => {
      const [text, times] = [stage.draw.word(), stage.draw.int(1, 6)];
      return writes(stage, 'repeat', [text, times], text.length * times + 1, text.repeat(times));
    },
  },
  {
    id: 'not-at-all',
    task: 1,
    title: 'Nothing, and a text no times, make an empty text',
    feedback: 'With zero times, or with an empty text, the buffer holds an empty text and the length is 0.',
    holds: async (stage) => {
      const first = await writes(stage, 'repeat', [stage.draw.word(), 0], 1, '');
      return first === true ? writes(stage, 'repeat', ['', stage.draw.int(2, 9)], stage.draw.int(1, 9), '') : first;
    },
  },
  {
    id: 'endings',
    task: 1,
    title: 'Endings are told from other texts',
    feedback: 'A text ends with its last letters, with all of itself and with nothing; not with other letters.',
    holds: async ({ app, draw }) => {
      const text = draw.word();
      for (const end of [text.slice(-2), text, '', `${text.at(-1)}#`, text.slice(0, -1)]) {
        const told = (await app.call('ends_with', text, end)) !== 0;
        if (told !== text.endsWith(end))
          return { payload: `ends_with("${text}", "${end}")`, observed: `It said ${told}.` };
      }
      return true;
    },
  },
] satisfies Check<'c'>[];

/** What a call with a buffer gives back. */
interface Written {
  value: number;
  out: readonly [Uint8Array];
}

async function writes(
  { app, c }: Stage<'c'>,
  name: string,
  args: readonly (string | number)[],
  size: number,
  text: string,
): Promise<true | Seen> {
  const { value, out } = (await app.call(name, ...args, c.out(size), size)) as Written;
  const written = new TextDecoder().decode(out[0].subarray(0, text.length + 1));
  if (value === text.length && written === `${text}\0`) return true;
  return {
    payload: `${name}(${args.join(', ')}, out, ${size})`,
    observed: `It returned ${value} and wrote ${JSON.stringify(written)}.`,
  };
}
