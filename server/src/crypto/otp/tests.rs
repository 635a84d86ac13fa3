//! The vectors of RFC 4226 and RFC 6238, and the edges of the window.

use super::*;

const RFC: &[u8; 20] = b"12345678901234567890";

fn seed() -> Seed {
    Seed(*RFC)
}

fn code(text: &str) -> OtpCode {
    OtpCode::parse(text).unwrap()
}

#[test]
fn rfc_4226_appendix_d() {
    let codes = [
        "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
        "520489",
    ];
    for (counter, expected) in codes.into_iter().enumerate() {
        let now = Timestamp(i64::try_from(counter).unwrap() * 30_000);
        assert_eq!(
            code_at(&seed(), now).unwrap(),
            expected,
            "counter {counter}"
        );
    }
}

#[test]
fn rfc_6238_appendix_b() {
    let table = [
        (59, 0x1, ["94287082", "46119246", "90693936"]),
        (
            1_111_111_109,
            0x0235_23EC,
            ["07081804", "68084774", "25091201"],
        ),
        (
            1_111_111_111,
            0x0235_23ED,
            ["14050471", "67062674", "99943326"],
        ),
        (
            1_234_567_890,
            0x0273_EF07,
            ["89005924", "91819424", "93441116"],
        ),
        (
            2_000_000_000,
            0x03F9_40AA,
            ["69279037", "90698825", "38618901"],
        ),
        (
            20_000_000_000,
            0x27BC_86AA,
            ["65353130", "77737706", "47863826"],
        ),
    ];
    let algorithms = [
        (Algorithm::SHA1, 20),
        (Algorithm::SHA256, 32),
        (Algorithm::SHA512, 64),
    ];
    for (seconds, step, codes) in table {
        for ((algorithm, length), expected) in algorithms.into_iter().zip(codes) {
            let secret: Vec<u8> = RFC.iter().copied().cycle().take(length).collect();
            let totp = Builder::new()
                .with_algorithm(algorithm)
                .with_digits(8)
                .with_secret(secret)
                .build()
                .unwrap();
            assert_eq!(totp.generate(seconds).to_string(), expected);
        }
        // Ours are the last six digits of the same number.
        let now = Timestamp(i64::try_from(seconds).unwrap() * 1000);
        assert_eq!(
            matching_step(&seed(), &code(&codes[0][2..]), now),
            Some(step)
        );
    }
}

#[test]
fn one_step_before_and_after_and_no_further() {
    let now = Timestamp(1_234_567_890_000);
    let step = now.seconds() / 30;
    for (offset, matched) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
        let shown = code_at(&seed(), Timestamp((step + offset) * 30_000)).unwrap();
        let expected = matched.then_some(step + offset);
        assert_eq!(
            matching_step(&seed(), &code(&shown), now),
            expected,
            "offset {offset}"
        );
    }
}

#[test]
fn the_first_second_and_the_time_before_it() {
    assert_eq!(
        matching_step(&seed(), &code("755224"), Timestamp(0)),
        Some(0)
    );
    assert_eq!(matching_step(&seed(), &code("755224"), Timestamp(-1)), None);
}

#[test]
fn a_seed_opens_only_for_its_own_factor() {
    let (keys, world) = (Keyring::ephemeral(&World::real()), World::real());
    let sealed = seed().seal(&keys, "factors|1|2|3|v1", &world).unwrap();
    assert_eq!(
        Seed::open(&keys, "factors|1|2|3|v1", &sealed).unwrap().0,
        *RFC
    );
    assert_eq!(
        Seed::open(&keys, "factors|1|2|4|v1", &sealed).err(),
        Some(SealError::Broken)
    );
}

#[test]
fn the_uri_escapes_what_people_wrote() {
    let uri = seed().uri("Müller & Söhne: A/B", "a+b@example.com?secret=x");
    assert_eq!(
        uri.reveal(),
        "otpauth://totp/M%C3%BCller%20%26%20S%C3%B6hne%3A%20A%2FB:a%2Bb%40example.com%3Fsecret%3Dx\
         ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=M%C3%BCller%20%26%20S%C3%B6hne%3A%20A%2FB"
    );
    assert_eq!(
        seed().grouped().reveal(),
        "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    );
}
