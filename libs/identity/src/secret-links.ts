import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '@throughline/platform';
import QRCode from 'qrcode';

/** Links that carry a secret: to be mailed, printed or handed over. */
@Injectable()
export class SecretLinks {
  private address = '';

  constructor(private readonly config: Config) {
    this.address = config.publicUrl ?? `http://localhost:${config.port}`;
  }

  /** The port that the server was given, where it asked for any. */
  setAddress(address: string): void {
    this.address = this.config.publicUrl ?? address;
  }

  /** Where people find this site. */
  get siteAddress(): string {
    return this.address;
  }

  /** A secret of 160 random bits. */
  newSecret(): string {
    return randomBytes(20).toString('base64url');
  }

  to(kind: 'join' | 'reset' | 'lost-second-step' | 'answer', secret: string): string {
    return `${this.address}/${kind}/${secret}`;
  }

  /** A link without a secret, to a page for who signs in. */
  toPage(path: string): string {
    return `${this.address}${path}`;
  }

  /** A link, or whatever else a phone's camera reads, as a QR code: rows of dark (1) and light (0) squares, without a margin. */
  qr(link: string): string[] {
    const { modules } = QRCode.create(link, { errorCorrectionLevel: 'M' });
    return Array.from({ length: modules.size }, (_, row) =>
      Array.from({ length: modules.size }, (__, column) => (modules.get(row, column) ? '1' : '0')).join(''),
    );
  }
}
