declare module 'node:fs/promises' {
  export interface Stats {
    size: number;
    ino: number;
    mtimeMs: number;
    isFile(): boolean;
    isDirectory(): boolean;
    isSymbolicLink(): boolean;
  }
  export interface Dirent {
    name: string;
    parentPath: string;
    isFile(): boolean;
    isDirectory(): boolean;
    isSymbolicLink(): boolean;
  }
  export interface FileHandle {
    readonly fd: number;
    readFile(): Promise<Buffer>;
    readFile(options: string | { encoding: string }): Promise<string>;
    stat(): Promise<Stats>;
    close(): Promise<void>;
  }
  type Path = string | URL | Uint8Array;
  export function open(path: Path, flags?: string | number): Promise<FileHandle>;
  export function readFile(path: Path, options?: { flag?: string | number }): Promise<Buffer>;
  export function readFile(path: Path, options: string | { encoding: string; flag?: string | number }): Promise<string>;
  export function writeFile(path: Path, data: string | Uint8Array): Promise<void>;
  export function appendFile(path: Path, data: string | Uint8Array): Promise<void>;
  export function stat(path: Path): Promise<Stats>;
  export function lstat(path: Path): Promise<Stats>;
  export function access(path: Path, mode?: number): Promise<void>;
  export function realpath(path: Path): Promise<string>;
  export function readlink(path: Path): Promise<string>;
  export function readdir(path: Path, options?: { recursive?: boolean }): Promise<string[]>;
  export function readdir(path: Path, options: { withFileTypes: true; recursive?: boolean }): Promise<Dirent[]>;
  export function mkdir(path: Path, options?: { recursive?: boolean }): Promise<void>;
  export function unlink(path: Path): Promise<void>;
  export function rm(path: Path, options?: { recursive?: boolean; force?: boolean }): Promise<void>;
  export function symlink(target: Path, path: Path): Promise<void>;
  export function rename(from: Path, to: Path): Promise<void>;
  export const constants: {
    readonly F_OK: 0;
    readonly R_OK: 4;
    readonly W_OK: 2;
    readonly X_OK: 1;
    readonly O_RDONLY: number;
    readonly O_NOFOLLOW: number;
  };
  const promises: typeof import('node:fs/promises');
  export default promises;
}
declare module 'node:fs' {
  import type { Stats, Dirent } from 'node:fs/promises';
  export type { Stats, Dirent };
  type Path = string | URL | Uint8Array;
  export const promises: typeof import('node:fs/promises');
  export function existsSync(path: Path): boolean;
  export function readFileSync(path: Path, options?: { flag?: string | number }): Buffer;
  export function readFileSync(path: Path, options: string | { encoding: string; flag?: string | number }): string;
  export function writeFileSync(path: Path, data: string | Uint8Array): void;
  export function appendFileSync(path: Path, data: string | Uint8Array): void;
  export function statSync(path: Path): Stats;
  export function statSync(path: Path, options: { throwIfNoEntry: false }): Stats | undefined;
  export function lstatSync(path: Path): Stats;
  export function lstatSync(path: Path, options: { throwIfNoEntry: false }): Stats | undefined;
  export function accessSync(path: Path, mode?: number): void;
  export const realpathSync: { (path: Path): string; native(path: Path): string };
  export function readlinkSync(path: Path): string;
  export function readdirSync(path: Path, options?: { recursive?: boolean }): string[];
  export function readdirSync(path: Path, options: { withFileTypes: true; recursive?: boolean }): Dirent[];
  export function mkdirSync(path: Path, options?: { recursive?: boolean }): void;
  export function unlinkSync(path: Path): void;
  export function rmSync(path: Path, options?: { recursive?: boolean; force?: boolean }): void;
  export function symlinkSync(target: Path, path: Path): void;
  export function renameSync(from: Path, to: Path): void;
  export const constants: typeof import('node:fs/promises').constants;
  const fs: typeof import('node:fs');
  export default fs;
}
