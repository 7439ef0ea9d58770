# forms.py - random forms of mail, as one parser that others trust reads them:
# writes forms and, beside each, the bytes of its files by Python's own parser.
#
#	forms.py DIR COUNT SEED       DIR/N.form DIR/N.type DIR/N.M.eml
import email.parser
import email.policy
import random
import sys

directory, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rnd = random.Random(seed)


# Lines that look like a boundary but are none.
def near(boundary):
    return rnd.choice([
        '\r\n-' + boundary, '\r\n--' + boundary[:-1], '\r\r\n', '\r\n--',
        '--' + boundary, '\r\n\r\n', '\n', '\r\n--x' + boundary, '\r', '-- ',
        '\n-', 'From here\r\n', '\r\n-\r\n--', ' ' * 9, '\r\n.\r\n'])


def message(n, boundary):
    text = f'From: a{n}@b.example\r\nMessage-ID: <{seed}.{n}@forms>\r\n'
    text += f'Subject: form {n}\r\n\r\nbody'
    for _ in range(rnd.randrange(60)):
        more = near(boundary) if rnd.random() < .5 else 'x' * rnd.randrange(300)
        # A whole boundary at a line's beginning would end the part for
        # everybody; Python takes other line ends for one too.
        text += 'x' + more if more.startswith('--') else more
    return text + rnd.choice(['', '\r\n', '\r\n\r\n', '\r'])


for n in range(count):
    boundary = ''.join(rnd.choices("0123456789abcXYZ'()+_,-./:=?",
        k=rnd.randrange(2, 70)))
    form = rnd.choice(['', '\r\n', 'a preamble\r\n'])
    for m in range(rnd.randrange(1, 5)):
        pad = rnd.choice(['', '', ' ', '\t'])
        form += f'--{boundary}{pad}\r\n' if m == 0 else f'\r\n--{boundary}{pad}\r\n'
        form += f'Content-Disposition: form-data; name="f"; filename="{m}.eml"\r\n'
        form += 'Content-Type: message/rfc822\r\n\r\n'
        form += message(n * 10 + m, boundary)
    form += f'\r\n--{boundary}--' + rnd.choice(['', '\r\n', '\r\nepilogue'])
    body = form.encode('latin1')
    kind = f'multipart/form-data; boundary="{boundary}"'
    head = f'Content-Type: {kind}\r\n\r\n'.encode('latin1')
    # Read as octets: as messages, Python would parse them and write its own.
    parts = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(
        head + body.replace(b'message/rfc822', b'application/octet-stream'))
    files = [p.get_payload(decode=True) for p in parts.get_payload()]
    with open(f'{directory}/{n}.form', 'wb') as f:
        f.write(body)
    with open(f'{directory}/{n}.type', 'w') as f:
        f.write(kind)
    for m, content in enumerate(files):
        with open(f'{directory}/{n}.{m}.eml', 'wb') as f:
            f.write(content)
