/** Which line of the source an instruction comes from: the line number program of DWARF 4, section 6.2. */
import { signedAt, unsignedAt } from './wasm-sections.ts';

/** From this address on (in the code section's content), code comes from this place. line is 0 where it comes from none. */
export interface LineRow {
  address: number;
  file: string;
  line: number;
  column: number;
}

/** The rows of all units in a .debug_line section, by address. Throws a RangeError when it is malformed. */
export function readLineTable(section: Uint8Array): LineRow[] {
  const rows: LineRow[] = [];
  const reader = new Reader(section);
  while (reader.at < section.length) readUnit(reader, rows);
  return rows.sort((a, b) => a.address - b.address);
}

class Reader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  at = 0;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  byte(): number {
    return this.#view.getUint8(this.at++);
  }
  signedByte(): number {
    return this.#view.getInt8(this.at++);
  }
  half(): number {
    return this.#view.getUint16((this.at += 2) - 2, true);
  }
  word(): number {
    return this.#view.getUint32((this.at += 4) - 4, true);
  }
  unsigned(): number {
    const [value, end] = unsignedAt(this.bytes, this.at);
    this.at = end;
    return value;
  }
  signed(): number {
    const [value, end] = signedAt(this.bytes, this.at);
    this.at = end;
    return value;
  }
  text(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) throw new RangeError('A text has no end');
    const text = new TextDecoder().decode(this.bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }
}

interface Header {
  end: number;
  minimumLength: number;
  lineBase: number;
  lineRange: number;
  opcodeBase: number;
  operandCounts: number[];
  files: string[];
}

function readHeader(reader: Reader): Header {
  const length = reader.word();
  const end = reader.at + length;
  const version = reader.half();
  if (version !== 4) throw new RangeError(`The line table has version ${version}; 4 is wanted`);
  const headerLength = reader.word();
  const programStart = reader.at + headerLength;
  const minimumLength = reader.byte();
  reader.byte(); // operations per instruction: 1
  reader.byte(); // whether a row is a statement at first
  const lineBase = reader.signedByte();
  const lineRange = reader.byte();
  const opcodeBase = reader.byte();
  if (lineRange === 0 || opcodeBase === 0) throw new RangeError('The line table has no range of lines');
  const operandCounts = Array.from({ length: opcodeBase - 1 }, () => reader.byte());
  while (reader.text() !== ''); // folders
  const files = [''];
  for (let name = reader.text(); name !== ''; name = reader.text()) {
    files.push(name);
    for (let i = 0; i < 3; i++) reader.unsigned(); // folder, time, size
  }
  reader.at = programStart;
  return { end, minimumLength, lineBase, lineRange, opcodeBase, operandCounts, files };
}

function readUnit(reader: Reader, rows: LineRow[]): void {
  const header = readHeader(reader);
  const start = { address: 0, file: 1, line: 1, column: 0 };
  let state = { ...start };
  const add = (line = state.line): void => {
    rows.push({ address: state.address, file: header.files[state.file] ?? '', line, column: state.column });
  };
  while (reader.at < header.end) {
    const opcode = reader.byte();
    if (opcode >= header.opcodeBase) {
      const advance = opcode - header.opcodeBase;
      state.address += Math.floor(advance / header.lineRange) * header.minimumLength;
      state.line += header.lineBase + (advance % header.lineRange);
      add();
      continue;
    }
    switch (opcode) {
      case 0: {
        const length = reader.unsigned();
        const next = reader.at + length;
        const extended = reader.byte();
        if (extended === 1) {
          add(0);
          state = { ...start };
        } else if (extended === 2) state.address = reader.word();
        reader.at = next;
        break;
      }
      case 1: // copy
        add();
        break;
      case 2: // advance_pc
        state.address += reader.unsigned() * header.minimumLength;
        break;
      case 3: // advance_line
        state.line += reader.signed();
        break;
      case 4: // set_file
        state.file = reader.unsigned();
        break;
      case 5: // set_column
        state.column = reader.unsigned();
        break;
      case 8: // const_add_pc
        state.address += Math.floor((255 - header.opcodeBase) / header.lineRange) * header.minimumLength;
        break;
      case 9: // fixed_advance_pc
        state.address += reader.half();
        break;
      default:
        for (let i = 0; i < (header.operandCounts[opcode - 1] ?? 0); i++) reader.unsigned();
    }
  }
  reader.at = header.end;
}
