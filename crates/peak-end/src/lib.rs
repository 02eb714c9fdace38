//! What customers will remember of a service.
