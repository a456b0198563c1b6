import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const IMAGE_SIZE = '64M';

/** A file system of a test's own, in folders of its own, and ways to spoil it. */
export class Disk implements Disposable {
  readonly #root = mkdtempSync(join(tmpdir(), 'holdfast-disk-'));
  readonly #mounted: string[] = [];
  #cuts = 0;

  /** Where the store goes. */
  readonly folder: string;

  private constructor() {
    this.folder = this.#at('disk');
  }

  /** In memory, of 64 KiB. */
  static small(): Disk {
    return Disk.#made((disk) => disk.#mount(disk.folder, '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs'));
  }

  /** ext4 in a file, as a disk would be: what was written is on it only once it was synced. */
  static image(): Disk {
    return Disk.#made((disk) => {
      execFileSync('truncate', ['-s', IMAGE_SIZE, disk.#image]);
      execFileSync('mkfs.ext4', ['-q', '-E', 'lazy_itable_init=0,lazy_journal_init=0', disk.#image], { stdio: 'pipe' });
      disk.#mount(disk.folder, '-o', 'loop,errors=remount-ro', disk.#image);
    });
  }

  /** What keeps this machine from having disks to spoil; `undefined` if nothing does. */
  static whyNot(): string | undefined {
    if (process.platform !== 'linux') return `they need Linux, and this is ${process.platform}`;
    if (process.getuid?.() !== 0) return 'they need root';
    try {
      using small = Disk.small();
      using image = Disk.image();
      return existsSync(image.#fault) && existsSync(small.folder) ? undefined : 'the kernel has no trigger_fs_error';
    } catch (error) {
      return `nothing can be mounted here: ${String(error).split('\n')[0]}`;
    }
  }

  static #made(make: (disk: Disk) => void): Disk {
    const disk = new Disk();
    try {
      make(disk);
      return disk;
    } catch (error) {
      disk[Symbol.dispose]();
      throw error;
    }
  }

  /** A small one becomes large enough. */
  grow(): void {
    execFileSync('mount', ['-o', 'remount,size=8m', this.folder], { stdio: 'pipe' });
  }

  /** An error of its own makes an image read-only, although files of it are open. */
  failReadOnly(): void {
    writeFileSync(this.#fault, 'on purpose');
  }

  /** Mounts an image anew, as after a repair; nobody may use it. */
  mend(): void {
    this.#unmount(this.folder);
    this.#mount(this.folder, '-o', 'loop', this.#image);
  }

  /** What a power cut in this moment would leave of an image, mounted in another folder. */
  cut(): string {
    this.#cuts += 1;
    const [image, folder] = [join(this.#root, `cut-${this.#cuts}.img`), this.#at(`cut-${this.#cuts}`)];
    execFileSync('cp', ['--sparse=always', this.#image, image]);
    this.#mount(folder, '-o', 'loop', image);
    return folder;
  }

  [Symbol.dispose](): void {
    for (const folder of this.#mounted.splice(0).reverse()) execFileSync('umount', [folder], { stdio: 'pipe' });
    rmSync(this.#root, { recursive: true });
  }

  get #image(): string {
    return join(this.#root, 'image');
  }

  /** Writing here is an error of the file system. */
  get #fault(): string {
    const device = execFileSync('findmnt', ['--noheadings', '--output', 'SOURCE', this.folder], { encoding: 'utf8' });
    return `/sys/fs/ext4/${basename(device.trim())}/trigger_fs_error`;
  }

  #at(name: string): string {
    const folder = join(this.#root, name);
    mkdirSync(folder);
    return folder;
  }

  #mount(folder: string, ...words: readonly string[]): void {
    execFileSync('mount', [...words, folder], { stdio: 'pipe' });
    this.#mounted.push(folder);
  }

  #unmount(folder: string): void {
    execFileSync('umount', [folder], { stdio: 'pipe' });
    this.#mounted.splice(this.#mounted.indexOf(folder), 1);
  }
}
