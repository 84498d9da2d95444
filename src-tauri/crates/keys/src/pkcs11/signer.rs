//! A key on a token, logged in and ready to sign: one login serves a whole batch, and no PIN is ever sent twice by itself.
//!
//! The hash is computed here, the private operation on the token, and each signature is checked with the certificate's
//! key before it is released. One signature at a time: a session has one operation.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use cades::{Signer, SignerError};
use cryptoki::mechanism::MechanismType;
use cryptoki::object::{AttributeType, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::{Slot, TokenInfo};
use cryptoki::types::AuthPin;
use pki::{Certificate, DigestAlgorithm, KeyKind, PssParameters, SignatureAlgorithm};

use super::fault::TokenFault;
use super::mechanism;
use super::module::Module;
use super::token::{self, Obstacle, PinState, Token, TokenCertificate};
use crate::error::KeyFault;
use crate::secret::Secret;

/// Signs with a key that never leaves its token. Dropping it logs out, closes the session and, where nobody else uses
/// the module, finalises it.
pub struct TokenSigner {
    // Before the module, so that the session is closed while the module still runs.
    state: Mutex<State>,
    certificate: Certificate,
    chain: Vec<Certificate>,
    key: KeyKind,
    algorithm: SignatureAlgorithm,
    digest: DigestAlgorithm,
    offered: Vec<MechanismType>,
    slot: Slot,
    module: Module,
}

/// A session that logs out before it is closed.
struct Login {
    session: Session,
    logged_in: bool,
}

struct State {
    login: Login,
    key: ObjectHandle,
    /// The PIN for each signature, where the key has CKA_ALWAYS_AUTHENTICATE.
    each: Option<Authentication>,
    fault: Option<TokenFault>,
    stopped: bool,
}

/// How the person proves who they are.
enum Authentication {
    /// On the device.
    ProtectedPath,
    Pin(Secret),
}

impl Authentication {
    /// Sends the PIN once, or lets the device ask for it.
    fn log_in(&self, session: &Session, user: UserType) -> Result<(), TokenFault> {
        match self {
            Self::ProtectedPath => session.login(user, None)?,
            Self::Pin(secret) => {
                // Full-width digits from an input method would only cost a try: tokens' PINs are set in ASCII. The copy
                // is wiped when it is dropped.
                let pin = AuthPin::new(secret.normal().as_str().into());
                session.login(user, Some(&pin))?;
            }
        }
        Ok(())
    }
}

impl Drop for Login {
    fn drop(&mut self) {
        if self.logged_in {
            // Others may have sessions with the token, which would keep the login alive. If the token is gone, so is
            // the login, and there is nobody to tell.
            let _ = self.session.logout();
        }
    }
}

impl Module {
    /// Opens the key of a certificate that [`Module::tokens`] listed. Where the token [`Token::needs_pin`], the PIN is
    /// sent exactly once; with a [`Token::protected_path`] it is entered on the device, this call waits for that, and
    /// `pin` is ignored.
    ///
    /// A PIN that cannot be right (none, or of a length that the token does not take) is refused without costing a try,
    /// and so is any on a token that says it is locked.
    pub fn signer(
        &self,
        token: &Token,
        certificate: &TokenCertificate,
        pin: Option<&Secret>,
    ) -> Result<TokenSigner, TokenFault> {
        if let Some(obstacle) = &certificate.obstacle {
            return Err(TokenFault::Certificate(obstacle.clone()));
        }
        let unsupported = || TokenFault::Certificate(Obstacle::KeyUnsupported);
        let algorithm = mechanism::usual_algorithm(certificate.key).ok_or_else(unsupported)?;
        let context = self.context()?;
        let slot = Slot::try_from(token.slot).map_err(|_| TokenFault::SlotInvalid)?;
        let info = context.get_token_info(slot)?;
        if super::printable(info.serial_number()) != token.serial
            || super::printable(info.label()) != token.label
        {
            return Err(TokenFault::TokenChanged);
        }
        let session = context.open_ro_session(slot)?;
        let authentication = if info.login_required() { Some(authentication(&info, pin)?) } else { None };
        if let Some(authentication) = &authentication {
            authentication
                .log_in(&session, UserType::User)
                .map_err(|fault| self.with_tries_left(fault, slot))?;
        }
        let login = Login { session, logged_in: authentication.is_some() };
        let id = hex::decode(&certificate.id).map_err(|_| TokenFault::AnswerMalformed)?;
        let no_key = TokenFault::Certificate(Obstacle::NoPrivateKey);
        let key = token::private_key(&login.session, &id)?.ok_or(no_key)?;
        if token::flag(&login.session, key, AttributeType::Sign) == Some(false) {
            return Err(TokenFault::KeyNotPermitted);
        }
        let asks = token::flag(&login.session, key, AttributeType::AlwaysAuthenticate) == Some(true);
        let each = authentication.filter(|_| asks);
        Ok(TokenSigner {
            state: Mutex::new(State { login, key, each, fault: None, stopped: false }),
            certificate: certificate.certificate.clone(),
            chain: certificate.chain.clone(),
            key: certificate.key,
            algorithm,
            digest: algorithm.digest().unwrap_or(DigestAlgorithm::Sha512),
            offered: context.get_mechanism_list(slot)?,
            slot,
            module: self.clone(),
        })
    }

    /// Asks the token how many tries are left after it has refused a PIN.
    fn with_tries_left(&self, fault: TokenFault, slot: Slot) -> TokenFault {
        let TokenFault::PinIncorrect { .. } = fault else { return fault };
        let info = self.context().and_then(|context| Ok(context.get_token_info(slot)?));
        TokenFault::PinIncorrect { left: info.map_or(PinState::Fine, |info| PinState::of(&info)) }
    }
}

/// Chooses how to log in, and refuses what would only cost a try.
fn authentication(info: &TokenInfo, pin: Option<&Secret>) -> Result<Authentication, TokenFault> {
    match PinState::of(info) {
        PinState::Locked => return Err(TokenFault::PinLocked),
        PinState::NotSet => return Err(TokenFault::PinNotSet),
        _ => {}
    }
    if info.protected_authentication_path() {
        return Ok(Authentication::ProtectedPath);
    }
    let secret = pin.filter(|pin| !pin.is_empty()).ok_or(TokenFault::PinRequired)?;
    let (minimum, maximum) = (info.min_pin_length(), info.max_pin_length());
    // Some tokens tell nothing, or nonsense.
    if maximum > 0 && minimum <= maximum && !(minimum..=maximum).contains(&secret.normal().len()) {
        return Err(TokenFault::PinLength { minimum, maximum });
    }
    Ok(Authentication::Pin(secret.clone()))
}

impl TokenSigner {
    /// The certificate of the key.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The same key with another PIN for each signature, for tokens that tell the two PINs apart; without effect on a key
    /// that is not asked for one each time.
    pub fn with_signature_pin(mut self, pin: Secret) -> Self {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(Authentication::Pin(each)) = &mut state.each {
            *each = pin;
        }
        self
    }

    /// The same key, signing with another digest: SHA-256, SHA-384 or SHA-512; for a curve none that is longer than it.
    pub fn with_digest(self, digest: DigestAlgorithm) -> Result<Self, KeyFault> {
        let algorithm = match self.algorithm {
            SignatureAlgorithm::RsaPss(_) => SignatureAlgorithm::RsaPss(PssParameters::usual(digest)),
            SignatureAlgorithm::RsaPkcs1(_) => SignatureAlgorithm::RsaPkcs1(digest),
            SignatureAlgorithm::Ecdsa(_) => SignatureAlgorithm::Ecdsa(digest),
            _ => return Err(KeyFault::UnsupportedDigest),
        };
        self.with_algorithm(algorithm)
    }

    /// The same key, signing with another algorithm; refused when the key or the token cannot.
    pub fn with_algorithm(self, algorithm: SignatureAlgorithm) -> Result<Self, KeyFault> {
        let offered = mechanism::request(algorithm, &self.offered, &[]).is_ok();
        if !offered || !mechanism::supports(self.key, algorithm) {
            return Err(KeyFault::UnsupportedDigest);
        }
        let digest = algorithm.digest().unwrap_or(DigestAlgorithm::Sha512);
        Ok(Self { algorithm, digest, ..self })
    }

    /// Whether a PIN is wanted for each signature (CKA_ALWAYS_AUTHENTICATE); with a PIN pad, at the device each time.
    pub fn asks_each_time(&self) -> bool {
        self.state().each.is_some()
    }

    /// Why the last signature was not made: the exact case behind a [`SignerError`].
    pub fn fault(&self) -> Option<TokenFault> {
        self.state().fault.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sign_in(&self, state: &State, message: &[u8]) -> Result<Vec<u8>, TokenFault> {
        let request = mechanism::request(self.algorithm, &self.offered, message)?;
        state.login.session.sign_init(&request.mechanism, state.key)?;
        if let Some(authentication) = &state.each {
            authentication
                .log_in(&state.login.session, UserType::ContextSpecific)
                .map_err(|fault| self.module.with_tries_left(fault, self.slot))?;
        }
        let answer = self.module.loaded()?.library.sign(&state.login.session, &request.data)?;
        let value = mechanism::signature_value(self.algorithm, answer)?;
        pki::verify_signature(self.certificate.spki_der(), self.algorithm, message, &value)
            .map_err(|_| TokenFault::SelfCheck)?;
        Ok(value)
    }

    /// What a fault means when the slot turns out to be empty: tokens answer with many codes when they are pulled out.
    fn seen_from_the_slot(&self, fault: TokenFault) -> TokenFault {
        use TokenFault as F;
        let vague = matches!(
            fault,
            F::SessionInvalid
                | F::SessionClosed
                | F::DeviceError
                | F::GeneralError
                | F::FunctionFailed
                | F::KeyGone
                | F::TokenNotPresent
        );
        let gone = || {
            let info = self.module.context().and_then(|context| Ok(context.get_slot_info(self.slot)?));
            !info.is_ok_and(|info| info.token_present())
        };
        if vague && gone() { F::TokenRemoved } else { fault }
    }
}

/// Whether trying the next document could only repeat the failure, or cost a PIN try.
fn is_lasting(fault: &TokenFault) -> bool {
    use TokenFault as F;
    !matches!(
        fault,
        F::MechanismInvalid | F::MechanismParameters | F::DataInvalid | F::DataLength | F::FunctionFailed
    )
}

fn signer_error(fault: &TokenFault) -> SignerError {
    use TokenFault as F;
    match fault {
        F::PinIncorrect { .. }
        | F::PinLocked
        | F::PinExpired
        | F::PinInvalid
        | F::PinLengthRefused
        | F::PinNotSet
        | F::NotLoggedIn
        | F::AlreadyLoggedIn
        | F::OtherUserLoggedIn => SignerError::Locked,
        F::Cancelled | F::Rejected => SignerError::Declined,
        F::TokenNotPresent | F::TokenRemoved | F::TokenChanged | F::SessionInvalid | F::SessionClosed => {
            SignerError::NotPresent
        }
        F::MechanismInvalid
        | F::MechanismParameters
        | F::KeyType
        | F::KeySize
        | F::KeyNotPermitted
        | F::CurveNotSupported => SignerError::Algorithm,
        F::SelfCheck => SignerError::SelfCheck,
        _ => SignerError::Operation,
    }
}

impl fmt::Debug for TokenSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSigner")
            .field("module", &self.module)
            .field("certificate", &self.certificate.display())
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}

impl Signer for TokenSigner {
    fn verifies_own_signatures(&self) -> bool {
        true
    }

    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn digest(&self) -> DigestAlgorithm {
        self.digest
    }

    /// Signs on the token. After a failure that would repeat itself, or that cost a PIN try, every further call fails the
    /// same way without touching the token: open the key anew.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        let mut state = self.state();
        if let (true, Some(fault)) = (state.stopped, &state.fault) {
            return Err(signer_error(fault));
        }
        match self.sign_in(&state, message) {
            Ok(value) => {
                state.fault = None;
                Ok(value)
            }
            Err(fault) => {
                let fault = self.seen_from_the_slot(fault);
                state.stopped = state.each.is_some() || is_lasting(&fault);
                let error = signer_error(&fault);
                state.fault = Some(fault);
                Err(error)
            }
        }
    }
}
