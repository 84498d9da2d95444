//! What a token or its module can answer, each case apart (PKCS#11 v3.1 §5.1.6). Codes and data only: the words are
//! `token-<code>` and `token-<code>-remedy` in the catalogue.

use cryptoki::error::{Error as CryptokiError, RvError};

use super::token::{Obstacle, PinState};

/// Declares the cases without data once: variant, code, sentence for the log.
macro_rules! faults {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $sentence:literal;)+) => {
        /// Why a token could not be read or did not sign.
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        #[non_exhaustive]
        pub enum TokenFault {
            $($(#[doc = $doc])+ #[error($sentence)] $name,)+
            /// The PIN is wrong (CKR_PIN_INCORRECT); it was sent once and is not sent again.
            #[error("wrong PIN, the token now says {left:?}")]
            PinIncorrect {
                /// What the token tells afterwards about the tries that are left.
                left: PinState,
            },
            /// The PIN is shorter or longer than the token takes; it was not sent, so no try is lost.
            #[error("a PIN of {minimum} to {maximum} bytes is needed")]
            PinLength {
                /// Bytes at least.
                minimum: usize,
                /// Bytes at most.
                maximum: usize,
            },
            /// The certificate cannot sign, and why.
            #[error("the certificate cannot sign: {0:?}")]
            Certificate(Obstacle),
            /// Several certificates fit what was asked for.
            #[error("several certificates fit")]
            Ambiguous {
                /// Those that fit.
                candidates: Vec<Candidate>,
            },
            /// No certificate fits what was asked for.
            #[error("no certificate fits")]
            NoMatch {
                /// Those that are there.
                candidates: Vec<Candidate>,
            },
            /// A code that no case stands for, with its number; from 0x8000_0000 on it is the maker's own.
            #[error("the module answered 0x{number:08x}")]
            Unknown {
                /// The CKR number.
                number: u64,
            },
        }

        impl TokenFault {
            /// Every code, for the test that each has words.
            pub const CODES: &'static [&'static str] = &[
                $($code,)+
                "pin-incorrect",
                "pin-incorrect-low",
                "pin-incorrect-final",
                "pin-length",
                "ambiguous",
                "no-match",
                "unknown",
            ];

            /// The stable name of the case: the words are `token-<code>` and `token-<code>-remedy`.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                    Self::PinIncorrect { left } => match left {
                        PinState::Locked => "pin-locked",
                        PinState::FinalTry => "pin-incorrect-final",
                        PinState::CountLow => "pin-incorrect-low",
                        _ => "pin-incorrect",
                    },
                    Self::PinLength { .. } => "pin-length",
                    Self::Certificate(obstacle) => obstacle.code(),
                    Self::Ambiguous { .. } => "ambiguous",
                    Self::NoMatch { .. } => "no-match",
                    Self::Unknown { .. } => "unknown",
                }
            }
        }
    };
}

faults! {
    /// There is no such file.
    ModuleMissing = "module-missing", "no such module";
    /// The file is no program library of this system.
    ModuleNotLibrary = "module-not-library", "not a program library";
    /// The library is for another processor than this program.
    ModuleArchitecture = "module-architecture", "a library for another processor";
    /// The system could not load the library, mostly because another one that it needs is missing.
    ModuleNotLoadable = "module-not-loadable", "the library could not be loaded";
    /// The library has no `C_GetFunctionList`, or one that does not answer.
    ModuleNotPkcs11 = "module-not-pkcs11", "not a PKCS#11 library";
    /// The module is not initialised (CKR_CRYPTOKI_NOT_INITIALIZED).
    NotInitialized = "module-not-initialized", "the module is not initialised";
    /// The module was initialised already (CKR_CRYPTOKI_ALREADY_INITIALIZED).
    AlreadyInitialized = "module-already-initialized", "the module is initialised already";
    /// The module cannot be used by several threads (CKR_CANT_LOCK, CKR_NEED_TO_CREATE_THREADS).
    CannotLock = "module-cannot-lock", "the module cannot lock";
    /// The module's own checks failed (CKR_FIPS_SELF_TEST_FAILED).
    SelfTest = "module-self-test", "the module's self-test failed";
    /// The module could not load a part of itself (CKR_LIBRARY_LOAD_FAILED).
    LibraryLoad = "module-part-missing", "the module could not load a part of itself";
    /// No PIN was given although the token wants one.
    PinRequired = "pin-required", "a PIN is needed";
    /// Too many wrong PINs (CKR_PIN_LOCKED).
    PinLocked = "pin-locked", "the PIN is locked";
    /// The PIN has to be changed before the token works again (CKR_PIN_EXPIRED).
    PinExpired = "pin-expired", "the PIN has expired";
    /// The PIN holds characters that the token does not take (CKR_PIN_INVALID).
    PinInvalid = "pin-invalid", "the PIN holds characters that the token does not take";
    /// The token refused the length of the PIN (CKR_PIN_LEN_RANGE).
    PinLengthRefused = "pin-length-refused", "the token refused the length of the PIN";
    /// The PIN is too weak for the token (CKR_PIN_TOO_WEAK).
    PinTooWeak = "pin-too-weak", "the PIN is too weak for the token";
    /// The token has no PIN yet (CKR_USER_PIN_NOT_INITIALIZED).
    PinNotSet = "pin-not-set", "no PIN has been set on the token";
    /// Entering the PIN was cancelled on the device (CKR_FUNCTION_CANCELED, CKR_CANCEL).
    Cancelled = "cancelled", "cancelled at the device";
    /// The person or the device declined (CKR_FUNCTION_REJECTED).
    Rejected = "rejected", "declined at the device";
    /// No token in the slot (CKR_TOKEN_NOT_PRESENT).
    TokenNotPresent = "not-present", "no token in the slot";
    /// The token was pulled out meanwhile (CKR_DEVICE_REMOVED).
    TokenRemoved = "removed", "the token was removed";
    /// Another token is in the slot than the one that was chosen.
    TokenChanged = "changed", "another token is in the slot";
    /// The module does not know this kind of token (CKR_TOKEN_NOT_RECOGNIZED).
    TokenNotRecognized = "not-recognized", "the token is not recognised";
    /// The token is write protected (CKR_TOKEN_WRITE_PROTECTED).
    WriteProtected = "write-protected", "the token is write protected";
    /// There is no such slot (CKR_SLOT_ID_INVALID).
    SlotInvalid = "slot-invalid", "no such slot";
    /// The token or its reader failed (CKR_DEVICE_ERROR).
    DeviceError = "device-error", "the device failed";
    /// The token's memory is full (CKR_DEVICE_MEMORY).
    DeviceMemory = "device-memory", "the device has no memory left";
    /// This computer's memory is full (CKR_HOST_MEMORY).
    HostMemory = "host-memory", "no memory left";
    /// The module failed and does not say why (CKR_GENERAL_ERROR).
    GeneralError = "general-error", "the module failed for good";
    /// A single call failed, and the module does not say why (CKR_FUNCTION_FAILED).
    FunctionFailed = "function-failed", "a call failed";
    /// The module does not offer this call (CKR_FUNCTION_NOT_SUPPORTED).
    FunctionNotSupported = "function-not-supported", "the module does not offer this call";
    /// The module finds the call ill-formed (CKR_ARGUMENTS_BAD).
    ArgumentsBad = "arguments-bad", "the module finds the call ill-formed";
    /// The token does not offer this way of signing (CKR_MECHANISM_INVALID).
    MechanismInvalid = "mechanism-invalid", "the token does not offer this mechanism";
    /// The token does not offer this way of signing with these parameters (CKR_MECHANISM_PARAM_INVALID).
    MechanismParameters = "mechanism-parameters", "the token does not take these parameters";
    /// The token does not offer this curve (CKR_CURVE_NOT_SUPPORTED, CKR_DOMAIN_PARAMS_INVALID).
    CurveNotSupported = "curve-not-supported", "the token does not offer this curve";
    /// The key is no longer there (CKR_KEY_HANDLE_INVALID, CKR_OBJECT_HANDLE_INVALID).
    KeyGone = "key-gone", "the key is no longer there";
    /// The key is of another kind than the mechanism wants (CKR_KEY_TYPE_INCONSISTENT).
    KeyType = "key-type", "the key is of another kind";
    /// The token cannot compute with a key of this size (CKR_KEY_SIZE_RANGE).
    KeySize = "key-size", "the size of the key is out of range";
    /// The key may not sign (CKR_KEY_FUNCTION_NOT_PERMITTED, CKA_SIGN is false).
    KeyNotPermitted = "key-not-permitted", "the key may not sign";
    /// The key's counter of signatures is used up (CKR_KEY_EXHAUSTED).
    KeyExhausted = "key-exhausted", "the key is used up";
    /// The session ended while it was used (CKR_SESSION_CLOSED).
    SessionClosed = "session-closed", "the session was closed";
    /// The session is not valid any more (CKR_SESSION_HANDLE_INVALID); pulling a token out does that.
    SessionInvalid = "session-invalid", "the session is not valid any more";
    /// No further session can be opened (CKR_SESSION_COUNT).
    SessionCount = "session-count", "too many sessions";
    /// Another operation is going on in the session (CKR_OPERATION_ACTIVE).
    OperationActive = "operation-active", "another operation is active";
    /// The operation was not begun (CKR_OPERATION_NOT_INITIALIZED).
    OperationNotBegun = "operation-not-begun", "the operation was not begun";
    /// Somebody has logged in already (CKR_USER_ALREADY_LOGGED_IN): the PIN was not checked, so it does not count.
    AlreadyLoggedIn = "already-logged-in", "logged in already";
    /// Nobody has logged in (CKR_USER_NOT_LOGGED_IN).
    NotLoggedIn = "not-logged-in", "not logged in";
    /// Another user has logged in, or too many (CKR_USER_ANOTHER_ALREADY_LOGGED_IN, CKR_USER_TOO_MANY_TYPES).
    OtherUserLoggedIn = "other-user-logged-in", "another user is logged in";
    /// The token has no user of this kind (CKR_USER_TYPE_INVALID).
    UserType = "user-type", "no user of this kind";
    /// The token does not take these data (CKR_DATA_INVALID).
    DataInvalid = "data-invalid", "the token does not take these data";
    /// The token does not take data of this length (CKR_DATA_LEN_RANGE).
    DataLength = "data-length", "the token does not take data of this length";
    /// The token's answer does not fit (CKR_BUFFER_TOO_SMALL, or longer than a signature can be).
    AnswerTooLong = "answer-too-long", "the answer is too long";
    /// The token's answer makes no sense.
    AnswerMalformed = "answer-malformed", "the answer is malformed";
    /// An attribute cannot be read (CKR_ATTRIBUTE_SENSITIVE, CKR_ATTRIBUTE_TYPE_INVALID).
    AttributeUnreadable = "attribute-unreadable", "an attribute cannot be read";
    /// The token has no random numbers (CKR_RANDOM_NO_RNG).
    NoRandomness = "no-randomness", "the token has no random numbers";
    /// What the token signed does not verify with the certificate's key.
    SelfCheck = "self-check", "the fresh signature does not verify";
}

/// A certificate that could have been meant, as a person tells it from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The name on the token.
    pub token: String,
    /// The token's serial number.
    pub serial: String,
    /// CKA_ID in lower-case hex, which chooses this certificate alone on its token.
    pub id: String,
    /// The certificate's name.
    pub name: String,
    /// Last moment of validity.
    pub not_after: pki::Time,
    /// Why it cannot sign, where it cannot.
    pub obstacle: Option<Obstacle>,
}

impl From<CryptokiError> for TokenFault {
    fn from(error: CryptokiError) -> Self {
        match error {
            CryptokiError::Pkcs11(rv, _) => rv.into(),
            CryptokiError::LibraryLoading(_) => Self::ModuleNotLoadable,
            CryptokiError::MissingSymbol(_) => Self::ModuleNotPkcs11,
            CryptokiError::NullFunctionPointer | CryptokiError::NotSupported => Self::FunctionNotSupported,
            _ => Self::AnswerMalformed,
        }
    }
}

impl From<RvError> for TokenFault {
    #[allow(clippy::useless_conversion)] // CK_RV has 32 bits on Windows and 64 elsewhere
    fn from(rv: RvError) -> Self {
        use RvError as R;
        // What no call of this crate can be answered with keeps its number.
        let number = |number: cryptoki_sys::CK_RV| Self::Unknown { number: u64::from(number) };
        match rv {
            R::PinIncorrect => Self::PinIncorrect { left: PinState::Fine },
            R::PinLocked => Self::PinLocked,
            R::PinExpired => Self::PinExpired,
            R::PinInvalid => Self::PinInvalid,
            R::PinLenRange => Self::PinLengthRefused,
            R::PinTooWeak => Self::PinTooWeak,
            R::UserPinNotInitialized => Self::PinNotSet,
            R::Cancel | R::FunctionCanceled => Self::Cancelled,
            R::FunctionRejected => Self::Rejected,
            R::TokenNotPresent => Self::TokenNotPresent,
            R::DeviceRemoved => Self::TokenRemoved,
            R::TokenNotRecognized => Self::TokenNotRecognized,
            R::TokenWriteProtected => Self::WriteProtected,
            R::SlotIdInvalid => Self::SlotInvalid,
            R::DeviceError => Self::DeviceError,
            R::DeviceMemory => Self::DeviceMemory,
            R::HostMemory => Self::HostMemory,
            R::GeneralError => Self::GeneralError,
            R::FunctionFailed => Self::FunctionFailed,
            R::FunctionNotSupported => Self::FunctionNotSupported,
            R::ArgumentsBad => Self::ArgumentsBad,
            R::MechanismInvalid => Self::MechanismInvalid,
            R::MechanismParamInvalid => Self::MechanismParameters,
            R::CurveNotSupported | R::DomainParamsInvalid => Self::CurveNotSupported,
            R::KeyHandleInvalid | R::ObjectHandleInvalid => Self::KeyGone,
            R::KeyTypeInconsistent => Self::KeyType,
            R::KeySizeRange => Self::KeySize,
            R::KeyFunctionNotPermitted => Self::KeyNotPermitted,
            R::SessionClosed => Self::SessionClosed,
            R::SessionHandleInvalid => Self::SessionInvalid,
            R::SessionCount => Self::SessionCount,
            R::OperationActive => Self::OperationActive,
            R::OperationNotInitialized => Self::OperationNotBegun,
            R::UserAlreadyLoggedIn => Self::AlreadyLoggedIn,
            R::UserNotLoggedIn => Self::NotLoggedIn,
            R::UserAnotherAlreadyLoggedIn | R::UserTooManyTypes => Self::OtherUserLoggedIn,
            R::UserTypeInvalid => Self::UserType,
            R::DataInvalid => Self::DataInvalid,
            R::DataLenRange => Self::DataLength,
            R::BufferTooSmall => Self::AnswerTooLong,
            R::AttributeSensitive | R::AttributeTypeInvalid => Self::AttributeUnreadable,
            R::RandomNoRng => Self::NoRandomness,
            R::CryptokiNotInitialized => Self::NotInitialized,
            R::CryptokiAlreadyInitialized => Self::AlreadyInitialized,
            R::CantLock | R::NeedToCreateThreads | R::MutexBad | R::MutexNotLocked => Self::CannotLock,
            R::FipsSelfTestFailed => Self::SelfTest,
            R::LibraryLoadFailed => Self::LibraryLoad,
            R::UnknownErrorCode(cryptoki_sys::CKR_KEY_EXHAUSTED) => Self::KeyExhausted,
            R::UnknownErrorCode(cryptoki_sys::CKR_TOKEN_NOT_INITIALIZED) => Self::TokenNotRecognized,
            R::UnknownErrorCode(other) | R::VendorDefined(other) => number(other),
            R::NoEvent => number(cryptoki_sys::CKR_NO_EVENT),
            R::AttributeReadOnly => number(cryptoki_sys::CKR_ATTRIBUTE_READ_ONLY),
            R::AttributeValueInvalid => number(cryptoki_sys::CKR_ATTRIBUTE_VALUE_INVALID),
            R::ActionProhibited => number(cryptoki_sys::CKR_ACTION_PROHIBITED),
            R::EncryptedDataInvalid => number(cryptoki_sys::CKR_ENCRYPTED_DATA_INVALID),
            R::EncryptedDataLenRange => number(cryptoki_sys::CKR_ENCRYPTED_DATA_LEN_RANGE),
            R::FunctionNotParallel => number(cryptoki_sys::CKR_FUNCTION_NOT_PARALLEL),
            R::KeyNotNeeded => number(cryptoki_sys::CKR_KEY_NOT_NEEDED),
            R::KeyChanged => number(cryptoki_sys::CKR_KEY_CHANGED),
            R::KeyNeeded => number(cryptoki_sys::CKR_KEY_NEEDED),
            R::KeyIndigestible => number(cryptoki_sys::CKR_KEY_INDIGESTIBLE),
            R::KeyNotWrappable => number(cryptoki_sys::CKR_KEY_NOT_WRAPPABLE),
            R::KeyUnextractable => number(cryptoki_sys::CKR_KEY_UNEXTRACTABLE),
            R::SessionParallelNotSupported => number(cryptoki_sys::CKR_SESSION_PARALLEL_NOT_SUPPORTED),
            R::SessionReadOnly => number(cryptoki_sys::CKR_SESSION_READ_ONLY),
            R::SessionExists => number(cryptoki_sys::CKR_SESSION_EXISTS),
            R::SessionReadOnlyExists => number(cryptoki_sys::CKR_SESSION_READ_ONLY_EXISTS),
            R::SessionReadWriteSoExists => number(cryptoki_sys::CKR_SESSION_READ_WRITE_SO_EXISTS),
            R::SignatureInvalid => number(cryptoki_sys::CKR_SIGNATURE_INVALID),
            R::SignatureLenRange => number(cryptoki_sys::CKR_SIGNATURE_LEN_RANGE),
            R::TemplateIncomplete => number(cryptoki_sys::CKR_TEMPLATE_INCOMPLETE),
            R::TemplateInconsistent => number(cryptoki_sys::CKR_TEMPLATE_INCONSISTENT),
            R::UnwrappingKeyHandleInvalid => number(cryptoki_sys::CKR_UNWRAPPING_KEY_HANDLE_INVALID),
            R::UnwrappingKeySizeRange => number(cryptoki_sys::CKR_UNWRAPPING_KEY_SIZE_RANGE),
            R::UnwrappingKeyTypeInconsistent => number(cryptoki_sys::CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT),
            R::WrappedKeyInvalid => number(cryptoki_sys::CKR_WRAPPED_KEY_INVALID),
            R::WrappedKeyLenRange => number(cryptoki_sys::CKR_WRAPPED_KEY_LEN_RANGE),
            R::WrappingKeyHandleInvalid => number(cryptoki_sys::CKR_WRAPPING_KEY_HANDLE_INVALID),
            R::WrappingKeySizeRange => number(cryptoki_sys::CKR_WRAPPING_KEY_SIZE_RANGE),
            R::WrappingKeyTypeInconsistent => number(cryptoki_sys::CKR_WRAPPING_KEY_TYPE_INCONSISTENT),
            R::RandomSeedNotSupported => number(cryptoki_sys::CKR_RANDOM_SEED_NOT_SUPPORTED),
            R::SavedStateInvalid => number(cryptoki_sys::CKR_SAVED_STATE_INVALID),
            R::InformationSensitive => number(cryptoki_sys::CKR_INFORMATION_SENSITIVE),
            R::StateUnsaveable => number(cryptoki_sys::CKR_STATE_UNSAVEABLE),
            R::NewPinMode => number(cryptoki_sys::CKR_NEW_PIN_MODE),
            R::NextOtp => number(cryptoki_sys::CKR_NEXT_OTP),
            R::ExceededMaxIterations => number(cryptoki_sys::CKR_EXCEEDED_MAX_ITERATIONS),
            R::PublicKeyInvalid => number(cryptoki_sys::CKR_PUBLIC_KEY_INVALID),
        }
    }
}
