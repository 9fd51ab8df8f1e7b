//! What ECS answers when it does not do what it was asked.

use super::Answer;
use serde_json::json;

/// The codes of refusals that Drydock gives.
/// Source: ECS API model, the `errors` of each operation; AWS JSON 1.1, common errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// `ClientException`
    Client,
    /// `InvalidParameterException`
    InvalidParameter,
    /// `ConflictException`
    Conflict,
    /// `ClusterNotFoundException`
    ClusterNotFound,
    /// `ClusterContainsContainerInstancesException`
    ClusterContainsContainerInstances,
    /// `ClusterContainsServicesException`
    ClusterContainsServices,
    /// `ClusterContainsTasksException`
    ClusterContainsTasks,
    /// `ServiceNotFoundException`
    ServiceNotFound,
    /// `ServiceNotActiveException`
    ServiceNotActive,
    /// `TaskSetNotFoundException`
    TaskSetNotFound,
    /// `ServiceDeploymentNotFoundException`
    ServiceDeploymentNotFound,
    /// `PlatformUnknownException`
    PlatformUnknown,
    /// `PlatformTaskDefinitionIncompatibilityException`
    PlatformTaskDefinitionIncompatibility,
    /// `UnsupportedFeatureException`
    UnsupportedFeature,
    /// `AttributeLimitExceededException`
    AttributeLimitExceeded,
    /// `TargetNotFoundException`
    TargetNotFound,
    /// `TargetNotConnectedException`
    TargetNotConnected,
    /// `ResourceNotFoundException`
    ResourceNotFound,
    /// `ResourceInUseException`
    ResourceInUse,
    /// `LimitExceededException`
    LimitExceeded,
    /// `NamespaceNotFoundException`
    NamespaceNotFound,
    /// `NoUpdateAvailableException`
    NoUpdateAvailable,
    /// `MissingVersionException`
    MissingVersion,
    /// `UpdateInProgressException`
    UpdateInProgress,
    /// `SerializationException`: the body is not JSON, or a member has another JSON type.
    Serialization,
    /// `UnknownOperationException`
    UnknownOperation,
}

impl Code {
    /// The name that the wire uses, in `__type`.
    pub fn name(self) -> &'static str {
        match self {
            Code::Client => "ClientException",
            Code::InvalidParameter => "InvalidParameterException",
            Code::Conflict => "ConflictException",
            Code::ClusterNotFound => "ClusterNotFoundException",
            Code::ClusterContainsContainerInstances => "ClusterContainsContainerInstancesException",
            Code::ClusterContainsServices => "ClusterContainsServicesException",
            Code::ClusterContainsTasks => "ClusterContainsTasksException",
            Code::ServiceNotFound => "ServiceNotFoundException",
            Code::ServiceNotActive => "ServiceNotActiveException",
            Code::TaskSetNotFound => "TaskSetNotFoundException",
            Code::ServiceDeploymentNotFound => "ServiceDeploymentNotFoundException",
            Code::PlatformUnknown => "PlatformUnknownException",
            Code::PlatformTaskDefinitionIncompatibility => {
                "PlatformTaskDefinitionIncompatibilityException"
            }
            Code::UnsupportedFeature => "UnsupportedFeatureException",
            Code::AttributeLimitExceeded => "AttributeLimitExceededException",
            Code::TargetNotFound => "TargetNotFoundException",
            Code::TargetNotConnected => "TargetNotConnectedException",
            Code::ResourceNotFound => "ResourceNotFoundException",
            Code::ResourceInUse => "ResourceInUseException",
            Code::LimitExceeded => "LimitExceededException",
            Code::NamespaceNotFound => "NamespaceNotFoundException",
            Code::NoUpdateAvailable => "NoUpdateAvailableException",
            Code::MissingVersion => "MissingVersionException",
            Code::UpdateInProgress => "UpdateInProgressException",
            Code::Serialization => "SerializationException",
            Code::UnknownOperation => "UnknownOperationException",
        }
    }
}

/// A refusal: the world stays as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its code.
    pub code: Code,
    /// What it says.
    pub message: String,
    /// The resources that it conflicts with; only ConflictException has any.
    pub resource_ids: Vec<String>,
}

impl Refusal {
    /// A refusal in these words.
    pub fn new(code: Code, message: impl Into<String>) -> Refusal {
        Refusal {
            code,
            message: message.into(),
            resource_ids: Vec::new(),
        }
    }

    /// `InvalidParameterException` in these words.
    pub fn invalid(message: impl Into<String>) -> Refusal {
        Refusal::new(Code::InvalidParameter, message)
    }

    /// `ClientException` in these words.
    pub fn client(message: impl Into<String>) -> Refusal {
        Refusal::new(Code::Client, message)
    }

    /// As an answer on the wire: HTTP 400 and the two members of AWS JSON 1.1, with those of the
    /// exception's own shape. Source: ECS API, ConflictException.
    pub fn answer(&self) -> Answer {
        let mut body = json!({"__type": self.code.name(), "message": self.message});
        if !self.resource_ids.is_empty() {
            body["resourceIds"] = self.resource_ids.clone().into();
        }
        Answer {
            status: 400,
            body: body.to_string(),
        }
    }
}
